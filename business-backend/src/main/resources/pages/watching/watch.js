// The watch page: what a broadcast shows and whether it is on, and its chat.
import { byId, say, show } from "../parts/dom.js";
import { bitrate, millis } from "../parts/figures.js";
import { takeTicketFromAddress } from "../parts/link.js";
import { BROADCAST_WORDS, broadcastOfPage, playback } from "../parts/place.js";
import { livePlayer } from "./player.js";
import { openVisitorChat } from "./visitor.js";

const broadcastId = broadcastOfPage();
takeTicketFromAddress(broadcastId);
const video = byId("video");
/** A viewer who waits sees the host within this time; one who watches learns the end. */
const LOOK_MILLIS = 3000;

/** Current figures, for people who measure: tests read it. */
const figures = {
  page: "watch",
  broadcastId,
  broadcast: null,
  state: "connecting",
  error: null,
  currentTime: 0,
  latencyMs: null,
  bufferMs: null,
  stalls: 0,
  stalledMs: 0,
  width: 0,
  height: 0,
  frameRate: 0,
  decodedFrames: 0,
  droppedFrames: 0,
  bitrate: null,
  playbackRate: 1,
  attempts: 0,
  firstPictureMs: null,
};
window.linkmic = figures;

const STATES = {
  connecting: ["Connecting", "warn", "Connecting", ""],
  waiting: ["Waiting", "warn", "Waiting for the host", "The stream is not there yet. It starts here by itself as soon as a host is live."],
  buffering: ["Buffering", "warn", "One moment", "The first picture is on its way."],
  playing: ["Live", "live"],
  stalled: ["Stalled", "warn"],
  interrupted: ["Interrupted", "warn"],
  reconnecting: ["Interrupted", "warn", "Interrupted", "The stream stopped. It goes on here as soon as it is back."],
  ended: ["Ended", "", "This broadcast has ended", "Thank you for watching."],
  failed: ["Failed", "bad", "Cannot play", ""],
};
/** States in which nothing is coming, so that nothing has to be waited for. */
const STILL = new Set(["waiting", "connecting", "ended", "failed"]);

function become(state, error = null) {
  const shown = state === "playing" && figures.broadcast === "INTERRUPTED" ? "interrupted" : state;
  figures.state = state;
  figures.error = error;
  const [word, tone, title, text] = STATES[shown];
  say("state", word);
  byId("state").dataset.tone = tone;
  say("error", error ?? "");
  show(byId("error"), Boolean(error));
  show(byId("cover"), Boolean(title));
  show(byId("spinner"), state !== "ended" && state !== "failed");
  if (title) {
    say("cover-title", title);
    say("cover-text", text);
  }
}

const player = livePlayer({
  video,
  figures,
  become,
  address: async () => learn(await playback(broadcastId)).flv,
  onMuted: soundButton,
});

function soundButton() {
  say("sound", video.muted ? "Sound on" : "Mute");
  byId("sound").setAttribute("aria-pressed", String(video.muted));
}

/** What the server says of the broadcast decides whether there is something to play. */
function learn(now) {
  figures.broadcast = now.state;
  say("title", now.title);
  say("broadcast-state", BROADCAST_WORDS[now.state] ?? now.state);
  document.title = `${now.title} · LinkMic`;
  say("flv-url", now.flv ?? "–");
  say("rtmp-url", now.rtmp ?? "–");
  return now;
}

function follow({ state }) {
  const on = state === "LIVE" || state === "INTERRUPTED";
  if (on) player.start();
  else if (state === "ENDED") {
    player.stop();
    become("ended");
  } else if (STILL.has(figures.state)) {
    player.stop();
    become("waiting");
  }
  if (on && figures.state === "playing") become("playing");
}

async function look() {
  let again = true;
  try {
    const now = learn(await playback(broadcastId));
    follow(now);
    again = now.state !== "ENDED";
  } catch (problem) {
    // A stream that plays needs no backend.
    if (!player.running()) become(problem.status === 404 ? "failed" : "connecting", problem.status === 404 ? "There is no such broadcast." : `${problem.message} Trying again…`);
  }
  if (again) setTimeout(look, LOOK_MILLIS);
}

function refresh() {
  player.measure();
  const on = figures.bufferMs !== null;
  say("f-latency", millis(figures.latencyMs));
  say("f-buffer", millis(figures.bufferMs));
  say("f-stalls", figures.stalls === 0 ? "0" : `${figures.stalls} (${millis(figures.stalledMs)})`);
  say("f-dropped", String(figures.droppedFrames));
  say("f-size", figures.width ? `${figures.width} × ${figures.height}` : "–");
  say("f-rate", on ? `${Math.round(figures.frameRate)} fps` : "–");
  say("f-bitrate", bitrate(figures.bitrate));
  say("f-first", millis(figures.firstPictureMs));
}

function start() {
  byId("sound").addEventListener("click", () => {
    video.muted = !video.muted;
    if (player.running()) player.play();
    soundButton();
  });
  byId("full").addEventListener("click", () => byId("picture").requestFullscreen?.());
  byId("edge").addEventListener("click", () => player.toEdge());
  become("connecting");
  openVisitorChat(broadcastId, byId("chat"));
  if (!mpegts.isSupported()) {
    become("failed", "This browser has no Media Source Extensions; open the RTMP or HTTP-FLV address in a player.");
    return;
  }
  mpegts.LoggingControl.applyConfig({ enableAll: false, enableError: true });
  look();
  setInterval(refresh, 500);
}

start();
