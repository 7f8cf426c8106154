// The Socket.IO door of mcu-node: every request has an acknowledgement. A connection that breaks is taken up again with
// the resume ticket, so that the room (and the stream over UDP) never notices.

const ANSWER_MILLIS = 10_000;
/** Longer than a healthy node ever takes; then another candidate gets its turn. */
const REACH_MILLIS = 6000;

const TEXTS = {
  "room-not-found": "This room does not exist.",
  "room-busy": "Another host is on air in this room.",
  "room-full": "The room is full.",
  "room-closed": "The room was closed.",
  "not-granted": "This token does not allow to publish.",
  "token-expired": "The ticket has expired. Ask for a new link.",
  "unsupported-media": "The node cannot use what this browser offers: H.264 is needed.",
  overloaded: "The node is full at the moment.",
};

/** The node answered, and said no. */
export class Refused extends Error {
  constructor({ code, message, retryAfterMs, data } = {}) {
    super(TEXTS[code] ?? message ?? code ?? "The node refused.");
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.data = data;
  }
}

/**
 * Joins a room at one node and stays joined.
 *
 * @param on {event(name, data), away(), back()} what happens afterwards; `lost` when this node has no seat for us any more
 */
export async function joinRoom(url, token, on) {
  const socket = io(url, {
    transports: ["websocket"],
    auth: { token },
    forceNew: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
    randomizationFactor: 0.5,
    timeout: REACH_MILLIS,
  });
  // For tests, which break the connection as a bad network would.
  window.linkmicSocket = socket;
  let ticket = null;

  const request = (name, data = {}) =>
    new Promise((resolve, reject) => {
      socket.timeout(ANSWER_MILLIS).emit(name, data, (late, answer) => {
        if (late) reject(new Error("The node did not answer in time."));
        else if (answer?.ok) resolve(answer.data ?? {});
        else reject(new Refused(answer?.error));
      });
    });

  const joined = await new Promise((resolve, reject) => {
    socket.once("connect", () => request("join", { token }).then(resolve, reject));
    socket.once("connect_error", (error) => {
      if (socket.active) reject(new Error("The node's signalling port is not reachable."));
      else reject(new Refused({ code: error.data?.code, message: error.message }));
    });
    setTimeout(() => reject(new Error("The node did not answer in time.")), REACH_MILLIS + ANSWER_MILLIS);
  }).catch((problem) => {
    socket.disconnect();
    throw problem;
  });
  ticket = joined.resumeTicket ?? null;

  socket.on("disconnect", (reason) => {
    if (reason === "io client disconnect") return;
    on.away(reason);
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("connect", async () => {
    try {
      const resumed = await request("resume", { resumeTicket: ticket });
      ticket = resumed.resumeTicket ?? ticket;
      on.back();
    } catch (problem) {
      // The seat is gone, or its room lives elsewhere now.
      if (problem instanceof Refused) on.lost();
      else socket.io.engine?.close();
    }
  });
  socket.onAny((name, data) => on.event(name, data ?? {}));

  return {
    joined,
    request,
    connected: () => socket.connected,
    leave() {
      const gone = request("leave").catch(() => {});
      return Promise.race([gone, new Promise((done) => setTimeout(done, 1000))]).finally(() => socket.disconnect());
    },
    close: () => socket.disconnect(),
  };
}
