// What the pages have in common: where the services are, and how figures are written.

/** Ports of the services, from the server that sent this page. */
export async function services() {
  const answer = await fetch("/pages/services", { cache: "no-store" });
  if (!answer.ok) throw new Error("The server does not answer as it should.");
  const ports = await answer.json();
  const host = location.hostname;
  return {
    signaling: `http://${host}:${ports.signaling}`,
    flv: (room) => `http://${host}:${ports.flv}/live/${encodeURIComponent(room)}.flv`,
    rtmp: (room) => `rtmp://${host}:${ports.rtmp}/live/${encodeURIComponent(room)}`,
  };
}

/** The room named by /host/{roomId} or /watch/{roomId}. */
export function roomOfPage() {
  return decodeURIComponent(location.pathname.split("/")[2] ?? "");
}

export const byId = (id) => document.getElementById(id);

export function show(element, visible) {
  element.hidden = !visible;
}

export function say(id, text) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
}

export function badge(text, tone) {
  const element = byId("state");
  if (element.textContent !== text) element.textContent = text;
  element.dataset.tone = tone;
}

export function complain(message) {
  const element = byId("error");
  element.textContent = message ?? "";
  show(element, Boolean(message));
}

export function bitrate(bitsPerSecond) {
  if (bitsPerSecond == null) return "–";
  if (bitsPerSecond >= 1e6) return `${(bitsPerSecond / 1e6).toFixed(2)} Mbit/s`;
  return `${Math.round(bitsPerSecond / 1e3)} kbit/s`;
}

export function millis(value) {
  if (value == null) return "–";
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${Math.round(value)} ms`;
}

export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** The sentence of an RFC 9457 problem, or one of our own. */
export async function problemOf(answer) {
  try {
    const problem = await answer.json();
    return problem.detail ?? problem.title ?? `The server said ${answer.status}.`;
  } catch {
    return `The server said ${answer.status}.`;
  }
}
