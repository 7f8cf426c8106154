// Words and colours of states, the same in every view.
import { badge } from "../parts/dom.js";

const BROADCAST = {
  CREATED: ["Not started", ""],
  LIVE: ["Live", "live"],
  INTERRUPTED: ["Interrupted", "warn"],
  ENDED: ["Ended", "quiet"],
};
const PROGRAM = {
  passthrough: ["Passthrough", "live"],
  mix: ["Mix", "live"],
  hold: ["Hold", "warn"],
  idle: ["Idle", ""],
};
const EGRESS = {
  live: ["Live", "good"],
  connecting: ["Connecting", "warn"],
  retrying: ["Retrying", "warn"],
  failed: ["Failed", "bad"],
  stopped: ["Stopped", ""],
};
const LINK = {
  live: ["Live", "good"],
  connecting: ["Connecting", "warn"],
  retrying: ["Retrying", "warn"],
  waiting: ["Waiting", ""],
};

const of = (words) => (state) => badge(...(words[state] ?? [state ?? "Unknown", ""]));

export const broadcastBadge = of(BROADCAST);
export const programBadge = of(PROGRAM);
export const egressBadge = of(EGRESS);
export const linkBadge = of(LINK);
export const broadcastWord = (state) => BROADCAST[state]?.[0] ?? state;
