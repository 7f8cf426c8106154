// The host page: choose a source, go live, see how it goes.
import { badge, bitrate, byId, complain, duration, millis, problemOf, roomOfPage, say, services, show } from "./shared.js";
import { joinRoom, Refused } from "./signaling.js";
import { Publisher } from "./publisher.js";
import { devices, openSource } from "./source.js";

const roomId = roomOfPage();
const RETRY_MILLIS = 2000;

/** Current figures, for people who measure: tests read it. */
const figures = {
  page: "host",
  roomId,
  state: "ready",
  error: null,
  participantId: null,
  source: null,
  muted: { audio: false, video: false },
  video: null,
  audio: null,
  roundTripMs: null,
  lostRatio: null,
  program: { mode: "idle", reason: "" },
  quality: null,
  bitrateLimit: null,
  reconnects: 0,
  liveSince: null,
};
window.linkmic = figures;

let source = null;
let room = null;
let publisher = null;
let wanted = false;
let retry = 0;

const STATES = {
  ready: ["Not live", ""],
  starting: ["Starting", "warn"],
  live: ["Live", "live"],
  reconnecting: ["Reconnecting", "warn"],
  failed: ["Failed", "bad"],
};

function become(state, error = null) {
  figures.state = state;
  figures.error = error;
  badge(...STATES[state]);
  complain(error);
  const on = state === "starting" || state === "live" || state === "reconnecting";
  byId("live").textContent = on ? "Stop" : "Go live";
  byId("mute-audio").disabled = !on;
  byId("mute-video").disabled = !on;
  byId("sources").disabled = on;
  byId("camera").disabled = on;
  byId("microphone").disabled = on;
  byId("speech").disabled = on;
  if (state === "live") figures.liveSince ??= Date.now();
  if (!on) figures.liveSince = null;
}

const sourceKind = () => document.querySelector("input[name=source]:checked").value;

async function showSource() {
  source?.stop();
  source = null;
  byId("preview").srcObject = null;
  const kind = sourceKind();
  source = await openSource(kind, {
    camera: byId("camera").value,
    microphone: byId("microphone").value,
    speech: byId("speech").checked,
    label: roomId,
  });
  figures.source = kind;
  byId("preview").srcObject = source.stream;
  show(byId("cover"), false);
  applyMutes();
  show(byId("speech-choice"), kind === "camera");
  if (kind === "camera") await listDevices();
}

async function listDevices() {
  const { cameras, microphones } = await devices();
  for (const [id, list] of [["camera", cameras], ["microphone", microphones]]) {
    const select = byId(id);
    const chosen = select.value;
    select.replaceChildren(...list.map((device) => new Option(device.label, device.deviceId)));
    if (chosen) select.value = chosen;
    show(byId(`${id}-choice`), list.length > 1);
  }
}

/** From the address (#token=…), or from this machine's own page server. */
async function token() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) return given;
  const answer = await fetch(`/pages/rooms/${encodeURIComponent(roomId)}/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  if (!answer.ok) throw new Error(await problemOf(answer));
  return (await answer.json()).token;
}

async function goLive() {
  wanted = true;
  become("starting");
  try {
    if (!source) await showSource();
    const { signaling } = await services();
    room = await joinRoom(signaling, await token(), { event: heard, away: lost, back: returned });
    figures.participantId = room.joined.participantId ?? null;
    heard("program-changed", room.joined.program ?? {});
    await publish();
  } catch (problem) {
    await giveUp(problem.message);
  }
}

async function publish() {
  publisher?.close();
  const own = new Publisher(source.stream, (state) => own === publisher && transport(state));
  publisher = own;
  await own.connect(async (sdp) => (await room.request("publish", { sdp })).sdp);
  await room.request("mute", figures.muted).catch(() => {});
}

function transport(state) {
  if (state === "connected") {
    retry = 0;
    become("live");
  } else if (state === "disconnected") {
    become("reconnecting", "The way to the node is interrupted. The stream goes on as soon as it is back.");
  } else if (state === "failed") {
    become("reconnecting", "The way to the node is lost. Trying again…");
    again();
  }
}

/** A new peer connection on the same seat; the audience keeps its stream. */
function again() {
  if (!wanted) return;
  figures.reconnects += 1;
  retry += 1;
  setTimeout(() => {
    if (!wanted || publisher?.state === "connected") return;
    publish().catch((problem) => {
      if (problem instanceof Refused && problem.code !== "overloaded") giveUp(problem.message);
      else again();
    });
  }, Math.min(RETRY_MILLIS * retry, 10_000));
}

function lost() {
  if (!wanted) return;
  figures.reconnects += 1;
  become("reconnecting", "The signalling connection is interrupted. Reconnecting…");
}

function returned(resumed) {
  if (!wanted) return;
  if (resumed && publisher?.state === "connected") become("live");
  else publish().catch((problem) => giveUp(problem.message));
}

function heard(name, data) {
  if (name === "program-changed") {
    figures.program = { mode: data.mode ?? "idle", reason: data.reason ?? "" };
  } else if (name === "quality") {
    figures.quality = data;
  } else if (name === "bitrate-limit") {
    figures.bitrateLimit = data;
  } else if (name === "removed" || name === "room-closed") {
    const reason = data.reason ? `: ${data.reason}` : "";
    giveUp(name === "removed" ? `You were removed from the room${reason}.` : `The room was closed${reason}.`);
  }
}

async function giveUp(message) {
  await stop();
  become("failed", message);
}

async function stop() {
  wanted = false;
  const leaving = room;
  room = null;
  publisher?.close();
  publisher = null;
  figures.video = figures.audio = figures.roundTripMs = figures.quality = null;
  figures.program = { mode: "idle", reason: "" };
  become("ready");
  if (leaving) {
    await leaving.request("unpublish").catch(() => {});
    await leaving.leave();
  }
}

function applyMutes() {
  source?.stream.getAudioTracks().forEach((track) => (track.enabled = !figures.muted.audio));
  source?.stream.getVideoTracks().forEach((track) => (track.enabled = !figures.muted.video));
}

function mute(kind, on, off) {
  figures.muted[kind] = !figures.muted[kind];
  const button = byId(`mute-${kind}`);
  button.setAttribute("aria-pressed", String(figures.muted[kind]));
  button.textContent = figures.muted[kind] ? off : on;
  applyMutes();
  room?.request("mute", { [kind]: figures.muted[kind] }).catch(() => {});
}

const LIMITS = { none: "nothing", cpu: "this computer", bandwidth: "the network", other: "the browser" };

async function refresh() {
  if (publisher) Object.assign(figures, await publisher.figures().catch(() => ({})));
  const { video, audio } = figures;
  const total = video?.bitrate == null ? null : video.bitrate + (audio?.bitrate ?? 0);
  say("f-bitrate", bitrate(total));
  say("f-rate", video ? `${Math.round(video.frameRate)} fps` : "–");
  say("f-rtt", millis(figures.roundTripMs));
  say("f-size", video?.width ? `${video.width} × ${video.height}` : "–");
  say("f-lost", figures.lostRatio == null ? "–" : `${(figures.lostRatio * 100).toFixed(1)} %`);
  say("f-limit", video ? (LIMITS[video.limitedBy] ?? video.limitedBy) : "–");
  say("f-program", figures.program.mode);
  say("f-why", figures.program.reason);
  say("f-onair", figures.liveSince ? duration((Date.now() - figures.liveSince) / 1000) : "–");
}

function start() {
  say("room", roomId);
  document.title = `${roomId} · Host · LinkMic`;
  byId("watch-link").href = `/watch/${encodeURIComponent(roomId)}`;
  byId("live").addEventListener("click", () => (wanted ? stop() : goLive()));
  byId("mute-audio").addEventListener("click", () => mute("audio", "Mute sound", "Sound is muted"));
  byId("mute-video").addEventListener("click", () => mute("video", "Hide picture", "Picture is hidden"));
  const reopen = () => showSource().then(() => complain(null), (problem) => become("failed", problem.message));
  byId("sources").addEventListener("change", reopen);
  byId("camera").addEventListener("change", reopen);
  byId("microphone").addEventListener("change", reopen);
  byId("speech").addEventListener("change", reopen);
  addEventListener("pagehide", () => room?.close());
  become("ready");
  reopen();
  setInterval(refresh, 1000);
}

start();
