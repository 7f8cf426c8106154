// The host page: choose a source, go live, see how it goes and who is there.
import { chatPanel } from "../parts/chat.js";
import { byId, say, show } from "../parts/dom.js";
import { takeTicketFromAddress } from "../parts/link.js";
import { BROADCAST_WORDS, broadcastOfPage, playback, services } from "../parts/place.js";
import { previewSource, sourceKind } from "./devices.js";
import { showFigures } from "./gauges.js";
import { NodeFinder } from "./node.js";
import { peopleList } from "./people.js";
import { Publisher } from "./publisher.js";
import { returnFeed } from "./return-feed.js";
import { Refused } from "./signaling.js";
import { ticketFor } from "./ticket.js";

const broadcastId = broadcastOfPage();
takeTicketFromAddress(broadcastId);

const RETRY_MILLIS = 2000;
const LOOK_MILLIS = 4000;
/** Signalling and media both quiet for so long: the node is gone, not the network uneven. */
const LOST_MILLIS = 2500;
/** As long as a node keeps a seat whose signalling is gone. */
const SEAT_MILLIS = 20_000;

/** Current figures, for people who measure: tests read it. */
const figures = {
  page: "host",
  broadcastId,
  roomId: null,
  broadcast: null,
  state: "ready",
  error: null,
  participantId: null,
  name: null,
  node: null,
  source: null,
  muted: { audio: false, video: false },
  video: null,
  audio: null,
  roundTripMs: null,
  lostRatio: null,
  program: { mode: "idle", reason: "" },
  quality: null,
  return: { state: "off", error: null, width: 0, height: 0, frames: 0, silenced: false, reconnects: 0 },
  bitrateLimit: null,
  reconnects: 0,
  rejoins: 0,
  liveSince: null,
};
window.linkmic = figures;

const people = peopleList(byId("people"), byId("people-none"));
const back = returnFeed(figures);
let source = null;
let finder = null;
let ticket = null;
let room = null;
let publisher = null;
let wanted = false;
let retry = 0;
let awaySince = 0;
let run = 0;

const STATES = {
  ready: ["Not live", ""],
  starting: ["Starting", "warn"],
  live: ["Live", "live"],
  reconnecting: ["Reconnecting", "warn"],
  failed: ["Failed", "bad"],
};

function complain(message) {
  figures.error = message;
  say("error", message ?? "");
  show(byId("error"), Boolean(message));
}

function become(state, error = null) {
  figures.state = state;
  const [word, tone] = STATES[state];
  say("state", word);
  byId("state").dataset.tone = tone;
  complain(error);
  const on = state === "starting" || state === "live" || state === "reconnecting";
  say("live", on ? "Stop" : "Go live");
  byId("mute-audio").disabled = byId("mute-video").disabled = !on;
  for (const id of ["sources", "camera", "microphone", "speech"]) byId(id).disabled = on;
  if (state === "live") figures.liveSince ??= Date.now();
  if (!on) figures.liveSince = null;
}

async function showSource() {
  source?.stop();
  source = null;
  source = await previewSource(() => figures.name || byId("title").textContent || broadcastId);
  figures.source = sourceKind();
  applyMutes();
}

async function goLive() {
  wanted = true;
  become("starting");
  try {
    if (!source) await showSource();
    ticket = await ticketFor(broadcastId);
    figures.roomId = ticket.roomId;
    finder ??= new NodeFinder(ticket, (sentence) => wanted && complain(sentence));
    await enter();
  } catch (problem) {
    await giveUp(problem.message);
  }
}

/** Finds a node, takes a seat and publishes; a later run makes an earlier one stop. */
async function enter() {
  const own = (run += 1);
  awaySince = 0;
  const still = () => wanted && own === run;
  const on = Object.fromEntries(
    Object.entries({ event: heard, away: lostSignalling, back: returned, lost: rejoin }).map(([name, act]) => [name, (...what) => still() && act(...what)]),
  );
  const found = await finder.join(on, still);
  if (!still()) return void found?.leave();
  room = found;
  figures.node = room.url;
  figures.participantId = room.joined.participantId ?? null;
  people.reset(figures.participantId, room.joined.participants);
  heard("program-changed", room.joined.program ?? {});
  await publish();
  seeOthers();
}

/** One's own picture is in the preview; what the audience sees is worth a second one when it is more than that. */
function seeOthers() {
  const worth = wanted && publisher && (people.othersOnAir() || figures.program.mode === "mix");
  back.follow(worth ? room : null);
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
  if (!wanted || !room?.connected()) return;
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

function lostSignalling() {
  figures.reconnects += 1;
  awaySince ||= performance.now();
  become("reconnecting", "The signalling connection is interrupted. Reconnecting…");
}

function returned() {
  awaySince = 0;
  if (publisher?.state === "connected") become("live");
  else publish().catch((problem) => giveUp(problem.message));
}

/** The node is gone, or has no seat for us: mcu-dns knows where the room is now. */
async function rejoin() {
  if (!wanted) return;
  figures.rejoins += 1;
  room?.close();
  publisher?.close();
  publisher = room = null;
  seeOthers();
  become("reconnecting", "The node is lost. Looking for another one…");
  try {
    await enter();
  } catch (problem) {
    await giveUp(problem.message);
  }
}

function watchNode() {
  if (!wanted || !awaySince || !room) return;
  const away = performance.now() - awaySince;
  if (away > SEAT_MILLIS || (away > LOST_MILLIS && (publisher?.silentMillis ?? Infinity) > LOST_MILLIS)) rejoin();
}

function heard(name, data) {
  people.heard(name, data);
  if (name === "program-changed") figures.program = { mode: data.mode ?? "idle", reason: data.reason ?? "" };
  else if (name === "quality") figures.quality = data;
  else if (name === "bitrate-limit") figures.bitrateLimit = data;
  else if (name === "removed" || name === "room-closed") {
    const reason = data.reason ? `: ${data.reason}` : "";
    giveUp(name === "removed" ? `You were removed from the room${reason}.` : `The room was closed${reason}.`);
  }
  seeOthers();
}

async function giveUp(message) {
  await stop();
  become("failed", message);
}

async function stop() {
  wanted = false;
  run += 1;
  const leaving = room;
  room = null;
  publisher?.close();
  publisher = null;
  figures.video = figures.audio = figures.roundTripMs = figures.quality = figures.node = null;
  figures.program = { mode: "idle", reason: "" };
  people.reset(null);
  back.follow(null);
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
  say(button, figures.muted[kind] ? off : on);
  applyMutes();
  room?.request("mute", { [kind]: figures.muted[kind] }).catch(() => {});
}

async function refresh() {
  if (publisher) Object.assign(figures, await publisher.figures().catch(() => ({})));
  await back.measure();
  showFigures(figures);
  watchNode();
}

async function lookAtBroadcast() {
  try {
    const { title, state } = await playback(broadcastId);
    figures.broadcast = state;
    say("title", title);
    say("broadcast-state", BROADCAST_WORDS[state] ?? state);
    document.title = `${title} · Host · LinkMic`;
    byId("live").disabled = state === "ENDED" && !wanted;
    if (state === "ENDED" && figures.state === "ready") complain("This broadcast has ended. Nobody can go live in it any more.");
  } catch (problem) {
    if (problem.status === 404) {
      byId("live").disabled = !wanted;
      complain("There is no such broadcast.");
    }
    // Else the media goes on without the backend; the next look tells.
  }
  setTimeout(lookAtBroadcast, LOOK_MILLIS);
}

async function introduce() {
  try {
    const { name, guest } = await ticketFor(broadcastId);
    figures.name = name;
    say("who", guest ? `You are ${name}, a guest in this broadcast.` : `You are ${name}, the host.`);
  } catch {
    // The chat says that there is no ticket, and so does going live.
  }
}

async function openChat() {
  try {
    ticket = await ticketFor(broadcastId);
    const chat = chatPanel((await services()).chatUrl);
    byId("chat").replaceChildren(chat.element);
    chat.open(ticket.token);
  } catch (problem) {
    say("chat-note", problem.message);
  }
}

function start() {
  byId("watch-link").href = `/watch/${encodeURIComponent(broadcastId)}`;
  byId("live").addEventListener("click", () => (wanted ? stop() : goLive()));
  byId("mute-audio").addEventListener("click", () => mute("audio", "Mute sound", "Sound is muted"));
  byId("mute-video").addEventListener("click", () => mute("video", "Hide picture", "Picture is hidden"));
  const reopen = () => showSource().catch((problem) => become("failed", problem.message));
  for (const id of ["sources", "camera", "microphone", "speech"]) byId(id).addEventListener("change", reopen);
  addEventListener("pagehide", () => room?.close());
  become("ready");
  introduce();
  reopen();
  lookAtBroadcast();
  openChat();
  setInterval(refresh, 1000);
}

start();
