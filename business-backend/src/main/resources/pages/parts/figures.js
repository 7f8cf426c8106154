// How figures and times are written.

const NONE = "–";

export function bitrate(bitsPerSecond) {
  if (bitsPerSecond == null) return NONE;
  if (bitsPerSecond >= 1e9) return `${(bitsPerSecond / 1e9).toFixed(2)} Gbit/s`;
  if (bitsPerSecond >= 1e8) return `${Math.round(bitsPerSecond / 1e6)} Mbit/s`;
  if (bitsPerSecond >= 1e6) return `${(bitsPerSecond / 1e6).toFixed(2)} Mbit/s`;
  return `${Math.round(bitsPerSecond / 1e3)} kbit/s`;
}

export function bytes(count) {
  if (count == null) return NONE;
  if (count >= 1e9) return `${(count / 1e9).toFixed(2)} GB`;
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)} MB`;
  return `${Math.round(count / 1e3)} kB`;
}

export function millis(value) {
  if (value == null) return NONE;
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${Math.round(value)} ms`;
}

export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

export const percent = (ratio) => (ratio == null ? NONE : `${Math.round(ratio * 100)} %`);

/** The time of day; on another day the date, and no seconds. */
export function when(instant) {
  const date = new Date(instant);
  if (instant == null || Number.isNaN(date.getTime())) return NONE;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (date.toDateString() === new Date().toDateString()) return date.toLocaleTimeString([], { ...clock, second: "2-digit" });
  return `${date.toLocaleDateString([], { day: "numeric", month: "short" })}, ${date.toLocaleTimeString([], clock)}`;
}
