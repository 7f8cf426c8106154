// The host's ticket: from the link (`#token=…&dns=…`), or on the server's own machine from the server.
import { call, Problem } from "../parts/api.js";
import { keptTicket } from "../parts/link.js";

let taken = null;

/** The page's one ticket `{token, roomId, participantId, name, guest, dnsUrl}`; after a refusal it is asked for again. */
export function ticketFor(broadcastId) {
  taken ??= take(broadcastId).catch((problem) => {
    taken = null;
    throw problem;
  });
  return taken;
}

async function take(broadcastId) {
  const kept = keptTicket(broadcastId);
  if (kept) {
    const ticket = { ...kept, ...claimsOf(kept.token) };
    if (!ticket.dnsUrl) throw new Error("The link is not complete: it does not say where the nodes are found. Ask for a new one.");
    return ticket;
  }
  try {
    const ticket = await call("POST", `/pages/broadcasts/${encodeURIComponent(broadcastId)}/ticket`, {});
    return { ...claimsOf(ticket.token), ...ticket };
  } catch (problem) {
    if (problem instanceof Problem && (problem.status === 401 || problem.status === 403)) {
      throw new Error("This page needs a host's ticket. Open it by the link that you were given.");
    }
    throw problem;
  }
}

/** For finding the room's node and saying who one is; whether the token is good is the node's to judge. */
function claimsOf(token) {
  try {
    const text = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
    const claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0))));
    if (claims.room) {
      return { roomId: claims.room, participantId: claims.sub, name: claims.name || claims.sub, guest: !claims.grants?.includes("admin") };
    }
  } catch {
    // Said below, like a token without a room.
  }
  throw new Error("The token in the link cannot be read. Ask for a new link.");
}
