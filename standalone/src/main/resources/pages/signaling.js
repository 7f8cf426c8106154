// The Socket.IO door of mcu-node: every request has an acknowledgement, and a lost connection is taken up again with the
// resume ticket, so that the room (and the stream over UDP) never notices.

const ANSWER_MILLIS = 10_000;

const TEXTS = {
  "room-not-found": "This room does not exist.",
  "room-busy": "Another host is on air in this room.",
  "room-full": "The room is full.",
  "room-closed": "The room was closed.",
  "not-granted": "This token does not allow to publish.",
  "unsupported-media": "The node cannot use what this browser offers: H.264 is needed.",
  overloaded: "The server is full at the moment. Try again later.",
};

export class Refused extends Error {
  constructor(code, message) {
    super(TEXTS[code] ?? message ?? code);
    this.code = code;
  }
}

/**
 * Joins a room and stays joined.
 *
 * @param on {event(name, data), away(), back(resumed)} what happens afterwards
 */
export async function joinRoom(url, token, on) {
  const socket = io(url, {
    transports: ["websocket"],
    auth: { token },
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
    timeout: 8000,
  });
  // For tests, which break the connection as a bad network would.
  window.linkmicSocket = socket;
  let ticket = null;

  const request = (name, data = {}) =>
    new Promise((resolve, reject) => {
      socket.timeout(ANSWER_MILLIS).emit(name, data, (late, answer) => {
        if (late) reject(new Error("The node did not answer in time."));
        else if (answer?.ok) resolve(answer.data ?? {});
        else reject(new Refused(answer?.error?.code, answer?.error?.message));
      });
    });

  const join = async () => {
    const joined = await request("join", { token });
    ticket = joined.resumeTicket ?? null;
    return joined;
  };

  const joined = await new Promise((resolve, reject) => {
    socket.once("connect", () => join().then(resolve, reject));
    socket.once("connect_error", (error) => {
      if (!socket.active) reject(new Refused(error.data?.code, error.message));
    });
    setTimeout(() => reject(new Error("The node's signalling port is not reachable.")), 12_000);
  }).catch((problem) => {
    socket.disconnect();
    throw problem;
  });

  socket.on("disconnect", (reason) => {
    if (reason !== "io client disconnect") on.away(reason);
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("connect", async () => {
    try {
      try {
        if (!ticket) throw new Error("no ticket");
        const resumed = await request("resume", { resumeTicket: ticket });
        ticket = resumed.resumeTicket ?? ticket;
        on.back(true);
      } catch {
        await join();
        on.back(false);
      }
    } catch (problem) {
      on.event("removed", { reason: problem.message });
    }
  });
  socket.onAny((name, data) => on.event(name, data ?? {}));

  return {
    joined,
    request,
    leave() {
      const gone = request("leave").catch(() => {});
      return Promise.race([gone, new Promise((done) => setTimeout(done, 1000))]).finally(() => socket.disconnect());
    },
    close: () => socket.disconnect(),
  };
}
