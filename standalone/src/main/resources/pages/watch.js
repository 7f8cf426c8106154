// The watch page: HTTP-FLV by mpegts.js, close to the live edge, back by itself after every interruption.
import { badge, bitrate, byId, complain, millis, roomOfPage, say, services, show } from "./shared.js";

const roomId = roomOfPage();
const video = byId("video");

// An origin starts a viewer with its cached group of pictures, up to 2 s old. Far behind: jump. A little behind: play
// slightly faster, which nobody hears. Below the target nothing is done: a buffer of half a second rides out the
// network's unevenness.
const PLAYER = {
  isLive: true,
  enableWorker: false,
  enableStashBuffer: false,
  lazyLoad: false,
  deferLoadAfterSourceOpen: false,
  liveBufferLatencyChasing: true,
  liveBufferLatencyMaxLatency: 1.6,
  liveBufferLatencyMinRemain: 0.5,
  liveSync: true,
  liveSyncMaxLatency: 0.9,
  liveSyncTargetLatency: 0.5,
  liveSyncPlaybackRate: 1.1,
  autoCleanupSourceBuffer: true,
  autoCleanupMaxBackwardDuration: 30,
  autoCleanupMinBackwardDuration: 15,
};
const RETRY_MILLIS = 1000;
/** Connected but nothing new for so long: the stream is gone without a word. */
const SILENT_MILLIS = 6000;
/** Shorter waits are no stall that anyone sees; a player reports them around every seek. */
const STALL_MILLIS = 120;

/** How far the picture on the screen is behind the newest one received, in media time. */
let shownMediaTime = null;

function watchFrames() {
  video.requestVideoFrameCallback?.((now, frame) => {
    shownMediaTime = frame.mediaTime;
    watchFrames();
  });
}

/** Current figures, for people who measure: tests read it. */
const figures = {
  page: "watch",
  roomId,
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

let player = null;
let url = null;
let attemptAt = 0;
let progressAt = 0;
let waitingSince = 0;
let played = false;
let framesBefore = 0;
let speed = 0;
let refreshedAt = performance.now();

const STATES = {
  connecting: ["Connecting", "warn", "Connecting", ""],
  waiting: ["Waiting", "warn", "Waiting for the host", "The stream is not there yet. It starts here by itself as soon as a host is live."],
  buffering: ["Buffering", "warn", "One moment", "The first picture is on its way."],
  playing: ["Live", "live"],
  stalled: ["Stalled", "warn"],
  reconnecting: ["Reconnecting", "warn", "Interrupted", "The stream stopped. It goes on here as soon as it is back."],
  failed: ["Failed", "bad", "Cannot play", ""],
};

function become(state, error = null) {
  figures.state = state;
  figures.error = error;
  const [word, tone, title, text] = STATES[state];
  badge(word, tone);
  complain(error);
  show(byId("cover"), Boolean(title));
  if (title) {
    say("cover-title", title);
    say("cover-text", text);
  }
}

function close() {
  const old = player;
  player = null;
  old?.destroy();
}

function connect() {
  close();
  figures.attempts += 1;
  attemptAt = progressAt = performance.now();
  played = false;
  framesBefore = speed = 0;
  const own = mpegts.createPlayer({ type: "flv", isLive: true, url, cors: true }, PLAYER);
  player = own;
  own.on(mpegts.Events.ERROR, (kind, detail, info) => own === player && interrupted(kind, detail, info));
  own.on(mpegts.Events.LOADING_COMPLETE, () => own === player && interrupted("ended"));
  own.on(mpegts.Events.STATISTICS_INFO, (info) => {
    // In KiB per second, measured over the last second or so; smoothed, because pictures differ in size.
    if (own === player && info.speed > 0) speed = speed * 0.7 + info.speed * 1024 * 8 * 0.3;
  });
  own.attachMediaElement(video);
  own.load();
  play();
}

function interrupted(kind, detail, info) {
  const had = played;
  close();
  if (kind === mpegts.ErrorTypes.MEDIA_ERROR) {
    become("reconnecting", `The picture cannot be decoded (${info?.msg ?? detail}). Trying again…`);
  } else {
    become(had || figures.state === "reconnecting" ? "reconnecting" : "waiting");
  }
  setTimeout(connect, RETRY_MILLIS);
}

/** With sound where the browser allows it, else muted until someone asks for sound. */
async function play() {
  try {
    await video.play();
  } catch (problem) {
    if (problem.name !== "NotAllowedError") return;
    video.muted = true;
    video.play().catch(() => {});
  }
  soundButton();
}

function soundButton() {
  byId("sound").textContent = video.muted ? "Sound on" : "Mute";
  byId("sound").setAttribute("aria-pressed", String(video.muted));
}

const bufferEnd = () => (video.buffered.length === 0 ? 0 : video.buffered.end(video.buffered.length - 1));

const bufferedAhead = () => Math.max(0, bufferEnd() - video.currentTime);

function advanced() {
  progressAt = performance.now();
  if (waitingSince) {
    const waited = progressAt - waitingSince;
    waitingSince = 0;
    if (played && waited >= STALL_MILLIS) {
      figures.stalls += 1;
      figures.stalledMs += waited;
    }
  }
  if (!played && video.videoWidth > 0 && video.currentTime > 0) {
    played = true;
    figures.firstPictureMs ??= progressAt - attemptAt;
  }
  if (played && player) become("playing");
}

function waits() {
  if (video.seeking || !player) return;
  waitingSince ||= performance.now();
  if (played) become("stalled");
  else if (video.readyState > 0) become("buffering");
}

function refresh() {
  const now = performance.now();
  const seconds = (now - refreshedAt) / 1000;
  refreshedAt = now;
  const quality = video.getVideoPlaybackQuality();
  figures.currentTime = video.currentTime;
  figures.bufferMs = played ? bufferedAhead() * 1000 : null;
  figures.latencyMs = played ? Math.max(0, bufferEnd() - (shownMediaTime ?? video.currentTime)) * 1000 : null;
  figures.width = video.videoWidth;
  figures.height = video.videoHeight;
  figures.decodedFrames = quality.totalVideoFrames;
  figures.droppedFrames = quality.droppedVideoFrames;
  figures.frameRate = Math.max(0, (quality.totalVideoFrames - framesBefore) / seconds);
  figures.playbackRate = video.playbackRate;
  figures.bitrate = speed || null;
  framesBefore = quality.totalVideoFrames;
  say("f-latency", millis(figures.latencyMs));
  say("f-buffer", millis(figures.bufferMs));
  say("f-stalls", figures.stalls === 0 ? "0" : `${figures.stalls} (${millis(figures.stalledMs)})`);
  say("f-dropped", String(figures.droppedFrames));
  say("f-size", figures.width ? `${figures.width} × ${figures.height}` : "–");
  say("f-rate", played ? `${Math.round(figures.frameRate)} fps` : "–");
  say("f-bitrate", bitrate(played ? figures.bitrate : null));
  say("f-first", millis(figures.firstPictureMs));
  if (played && player && now - progressAt > SILENT_MILLIS) interrupted("silent");
  if (!played && player && figures.state === "connecting" && now - attemptAt > 1500) become("waiting");
}

async function findServices() {
  try {
    const where = await services();
    url = where.flv(roomId);
    say("flv-url", url);
    say("rtmp-url", where.rtmp(roomId));
  } catch {
    become("reconnecting", "The server is not reachable. Trying again…");
    await new Promise((done) => setTimeout(done, RETRY_MILLIS));
    await findServices();
  }
}

async function start() {
  say("room", roomId);
  document.title = `${roomId} · LinkMic`;
  byId("sound").addEventListener("click", () => {
    video.muted = !video.muted;
    play();
  });
  byId("full").addEventListener("click", () => byId("picture").requestFullscreen?.());
  byId("edge").addEventListener("click", () => {
    if (bufferEnd() > 0) video.currentTime = bufferEnd() - 0.3;
  });
  watchFrames();
  video.addEventListener("timeupdate", advanced);
  video.addEventListener("playing", advanced);
  video.addEventListener("waiting", waits);
  become("connecting");
  if (!mpegts.isSupported()) {
    become("failed", "This browser has no Media Source Extensions; open the RTMP or HTTP-FLV address in a player.");
    return;
  }
  await findServices();
  mpegts.LoggingControl.applyConfig({ enableAll: false, enableError: true });
  connect();
  setInterval(refresh, 500);
}

start();
