// Finds the room's node by mcu-dns, joins there, and finds another one when it is lost.
import { backOff, notBefore, pause } from "../parts/retry.js";
import { joinRoom, Refused } from "./signaling.js";

/** The node and one to go to when neither it nor mcu-dns answers. */
const CANDIDATES = 2;
const ANSWER_MILLIS = 5000;
/** A room moves once in a while; two nodes that send us to each other would do it for ever. */
const MOST_HOPS = 3;

/** mcu-dns has no node, or says nothing. */
class NoNode extends Error {
  constructor(message, retryAfterMs) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Remembers where the room was; one per page. */
export class NodeFinder {
  #ticket;
  #remembered = [];
  #tell;

  /** @param tell {(sentence) => void} hears why it takes longer */
  constructor(ticket, tell) {
    this.#ticket = ticket;
    this.#tell = tell;
  }

  /**
   * Joins the best node; tries until it works, until it never will, or until nobody wants it any more.
   *
   * @param wanted {() => boolean}
   * @returns the joined room, or null when no longer wanted
   */
  async join(on, wanted) {
    for (let attempt = 0; wanted(); attempt += 1) {
      let wait = backOff(attempt);
      try {
        for (const candidate of await this.#candidates()) {
          const room = await this.#enter(candidate.signalingUrl, on);
          if (room) return room;
        }
        this.#tell("No node can be reached. Trying again…");
      } catch (problem) {
        if (!(problem instanceof NoNode) && problem.retryAfterMs == null) throw problem;
        if (problem.retryAfterMs != null) wait = notBefore(problem.retryAfterMs);
        this.#tell(`${problem.message} Trying again in ${Math.max(1, Math.round(wait / 1000))} s…`);
      }
      await pause(wait);
    }
    return null;
  }

  async #candidates() {
    try {
      this.#remembered = await select(this.#ticket);
    } catch (problem) {
      // mcu-dns is away or full: the last node and its alternate may still be there.
      if (this.#remembered.length === 0 || problem.retryAfterMs != null) throw problem;
    }
    return this.#remembered;
  }

  /** Null where nobody answers, so that the next candidate gets its turn. */
  async #enter(signalingUrl, on) {
    let url = signalingUrl;
    for (let hop = 0; hop <= MOST_HOPS; hop += 1) {
      try {
        const room = await joinRoom(url, this.#ticket.token, on);
        return Object.assign(room, { url });
      } catch (problem) {
        if (!(problem instanceof Refused)) return null;
        if (problem.code !== "room-elsewhere" || !problem.data?.signalingUrl) throw problem;
        url = problem.data.signalingUrl;
      }
    }
    return null;
  }
}

async function select({ dnsUrl, roomId }) {
  const query = new URLSearchParams({ roomId, limit: String(CANDIDATES) });
  let answer;
  try {
    answer = await fetch(`${dnsUrl.replace(/\/$/, "")}/v1/nodes/select?${query}`, {
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MILLIS),
    });
  } catch {
    throw new NoNode("mcu-dns, which knows the nodes, is not reachable.");
  }
  const body = await answer.json().catch(() => ({}));
  if (answer.ok && body.candidates?.length > 0) return body.candidates;
  if (answer.ok || answer.status === 503 || answer.status === 429) {
    throw new NoNode("No node has room at the moment.", body.retryAfterMs ?? afterHeader(answer));
  }
  throw new NoNode(body.detail ?? `mcu-dns said ${answer.status}.`);
}

/** Readable only where mcu-dns exposes it to other origins. */
function afterHeader(answer) {
  const seconds = Number(answer.headers.get("Retry-After"));
  return seconds > 0 ? seconds * 1000 : undefined;
}
