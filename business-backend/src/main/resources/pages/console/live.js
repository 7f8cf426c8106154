// Server-sent events: what happens in rooms and nodes, as it happens.
import { backOff } from "../parts/retry.js";

const TYPES = [
  "room.created", "room.updated", "room.deleted", "room.started", "room.ended",
  "participant.joined", "participant.left", "stream.added", "stream.removed",
  "program.changed", "egress.changed", "link.created", "link.deleted", "link.live", "link.lost", "mix.degraded", "mix.restored",
  "node.started", "node.draining", "node.resumed", "node.stopped", "node.gone",
  "broadcast.created", "broadcast.changed", "broadcast.alert",
];
/** What the events view can show; older ones are in the server's log. */
const MOST_KEPT = 300;

/** One connection for all views. */
export function liveEvents(url) {
  const listeners = new Set();
  const stateListeners = new Set();
  const kept = [];
  let source = null;
  let timer = 0;
  let attempt = 0;

  const tell = (state) => stateListeners.forEach((listener) => listener(state));

  function heard(message) {
    let event;
    try {
      event = JSON.parse(message.data);
    } catch {
      return;
    }
    if (kept.some((other) => other.id && other.id === event.id)) return;
    kept.unshift(event);
    kept.length = Math.min(kept.length, MOST_KEPT);
    listeners.forEach((listener) => listener(event));
  }

  function connect() {
    close();
    tell("connecting");
    const own = new EventSource(url);
    source = own;
    own.onopen = () => {
      attempt = 0;
      tell("open");
    };
    own.onmessage = heard;
    TYPES.forEach((type) => own.addEventListener(type, heard));
    own.onerror = () => {
      // A browser gives up by itself after an answer that is no stream, a 503 for example.
      tell(own.readyState === EventSource.CLOSED ? "lost" : "connecting");
      if (own.readyState !== EventSource.CLOSED || own !== source) return;
      attempt += 1;
      timer = setTimeout(connect, backOff(attempt));
    };
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  return {
    open: connect,
    close,
    kept,
    types: TYPES,
    onState: (listener) => stateListeners.add(listener),
    /** @returns a function that stops listening */
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
