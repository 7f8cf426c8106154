// The return feed: the program without one's own voice, as this page's host sees and hears it while others are on air.
import { byId, say, show } from "../parts/dom.js";
import { backOff } from "../parts/retry.js";
import { Receiver } from "./receiver.js";
import { Refused } from "./signaling.js";

const SOURCE = "mix";
/** So long interrupted is long enough to try anew; shorter ones heal by themselves. */
const HEAL_MILLIS = 3000;
/** Longer than checks of a connection that lives are apart. The node's good-bye alone changes no state in Chromium. */
const SILENT_MILLIS = 6000;
/** Refusals that pass. */
const PASSING = new Set(["overloaded", "draining", "unavailable", "rate-limited", "participant-not-found"]);

const NOT_GRANTED = "Your ticket does not allow to see and hear the others. You are on air all the same.";

const STATES = {
  off: ["", ""],
  connecting: ["Connecting", "The others' picture and sound are on their way."],
  interrupted: ["Interrupted", "Nothing comes from the others just now. Trying again…"],
  playing: ["", ""],
  refused: ["Not to be seen", ""],
};

/** @param figures its `return` is kept up to date: see host.js */
export function returnFeed(figures) {
  const video = byId("return");
  let room = null;
  let receiver = null;
  let timer = 0;
  let attempt = 0;

  function become(state, text = STATES[state][1]) {
    figures.return.state = state;
    figures.return.error = state === "refused" ? text : null;
    show(byId("return-picture"), state !== "off");
    show(byId("return-cover"), state !== "off" && state !== "playing");
    show(byId("return-spinner"), state !== "refused");
    show(byId("return-again"), state === "refused");
    show(byId("silence"), state !== "off");
    say("return-state", STATES[state][0]);
    say("return-text", text);
  }

  function drop() {
    clearTimeout(timer);
    receiver?.close();
    receiver = null;
    video.srcObject = null;
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!room) return;
      figures.return.reconnects += 1;
      open();
    }, wait);
  }

  async function open() {
    drop();
    const from = room;
    const own = new Receiver((state) => own === receiver && transport(state));
    receiver = own;
    try {
      await own.connect(async (sdp) => (await from.request("subscribe", { sdp, source: SOURCE })).sdp);
      if (own === receiver) video.srcObject = own.stream;
      play();
    } catch (problem) {
      if (own !== receiver) return;
      if (problem instanceof Refused && !PASSING.has(problem.code)) become("refused", problem.code === "not-granted" ? NOT_GRANTED : problem.message);
      else again();
    }
  }

  function again() {
    become("interrupted");
    attempt += 1;
    later(backOff(attempt));
  }

  function transport(state) {
    if (state === "connected") {
      attempt = 0;
      clearTimeout(timer);
      if (video.videoWidth > 0) become("playing");
    } else if (state === "disconnected") {
      become("interrupted");
      later(HEAL_MILLIS);
    } else if (state === "failed") again();
  }

  /** With sound where the browser allows it, else silenced until somebody asks for sound. */
  async function play() {
    try {
      await video.play();
    } catch (problem) {
      if (problem.name !== "NotAllowedError") return;
      video.muted = true;
      video.play().catch(() => {});
    }
    told();
  }

  function told() {
    figures.return.silenced = video.muted;
    say("silence", video.muted ? "Others are silenced" : "Silence the others");
    byId("silence").setAttribute("aria-pressed", String(video.muted));
  }

  video.addEventListener("resize", () => receiver?.state === "connected" && video.videoWidth > 0 && become("playing"));
  byId("silence").addEventListener("click", () => {
    video.muted = !video.muted;
    if (receiver) play();
    told();
  });
  byId("return-again").addEventListener("click", () => {
    if (!room) return;
    become("connecting");
    open();
  });
  become("off");

  return {
    /** @param joined the room that is to be seen; null while there is nothing to see */
    follow(joined) {
      if (joined === room) return;
      const before = room;
      room = joined;
      attempt = 0;
      if (joined) {
        become("connecting");
        open();
        return;
      }
      drop();
      become("off");
      if (before?.connected()) before.request("unsubscribe", { source: SOURCE }).catch(() => {});
    },
    /** To be called about once a second. */
    async measure() {
      const own = receiver;
      Object.assign(figures.return, { width: video.videoWidth, height: video.videoHeight }, await own?.figures().catch(() => ({})));
      if (own && own === receiver && figures.return.state === "playing" && own.silentMillis > SILENT_MILLIS) again();
    },
  };
}
