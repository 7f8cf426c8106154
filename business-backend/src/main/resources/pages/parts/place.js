// Which broadcast a page is about, what everybody may know of it, and where its chat is.
import { call, path } from "./api.js";

/** Of `/host/{broadcastId}` or `/watch/{broadcastId}`. */
export function broadcastOfPage() {
  return decodeURIComponent(location.pathname.split("/")[2] ?? "");
}

/** `{title, state, flv, rtmp}`; the addresses are signed afresh with every call. */
export async function playback(broadcastId) {
  const answer = await call("GET", path("broadcasts", broadcastId, "playback"));
  return { ...answer, ...answer.playback };
}

/** `{chatUrl, openChat}`; the chat is on the host that sent this page unless configured otherwise. */
export async function services() {
  const { chatPort, chatUrl, openChat } = await call("GET", "/pages/services");
  return { chatUrl: chatUrl ?? `${location.protocol}//${location.hostname}:${chatPort}`, openChat };
}

export const BROADCAST_WORDS = { CREATED: "Not started", LIVE: "Live", INTERRUPTED: "Interrupted", ENDED: "Ended" };
