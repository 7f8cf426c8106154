// HTTP-FLV by mpegts.js: close to the live edge, back by itself after every interruption.

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

/**
 * Plays a live stream in a video element.
 *
 * @param figures what is written into: see watch.js
 * @param address {() => Promise<url>}, asked before each connection, because signed addresses expire
 * @param become {(state, error?)} connecting, waiting, buffering, playing, stalled, reconnecting
 * @param onMuted hears that the browser wants a gesture before there is sound
 */
export function livePlayer({ video, figures, address, become, onMuted }) {
  let player = null;
  let wanted = false;
  let timer = 0;
  let attemptAt = 0;
  let progressAt = 0;
  let waitingSince = 0;
  let played = false;
  let framesBefore = 0;
  let speed = 0;
  let measuredAt = performance.now();
  /** How far the picture on the screen is behind the newest one received, in media time. */
  let shownMediaTime = null;

  function watchFrames() {
    video.requestVideoFrameCallback?.((now, frame) => {
      shownMediaTime = frame.mediaTime;
      watchFrames();
    });
  }

  function destroy() {
    const old = player;
    player = null;
    old?.destroy();
  }

  async function connect() {
    destroy();
    clearTimeout(timer);
    // None while the server is away, nor of a broadcast that has just ended.
    const url = await address().catch(() => null);
    if (!wanted) return;
    if (!url) {
      timer = setTimeout(connect, RETRY_MILLIS);
      return;
    }
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
    destroy();
    if (kind === mpegts.ErrorTypes.MEDIA_ERROR) {
      become("reconnecting", `The picture cannot be decoded (${info?.msg ?? detail}). Trying again…`);
    } else {
      become(had || figures.state === "reconnecting" ? "reconnecting" : "waiting");
    }
    timer = setTimeout(connect, RETRY_MILLIS);
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
    onMuted();
  }

  const bufferEnd = () => (video.buffered.length === 0 ? 0 : video.buffered.end(video.buffered.length - 1));

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

  video.addEventListener("timeupdate", advanced);
  video.addEventListener("playing", advanced);
  video.addEventListener("waiting", waits);
  watchFrames();

  return {
    start() {
      if (wanted) return;
      wanted = true;
      become("connecting");
      connect();
    },
    stop() {
      wanted = false;
      clearTimeout(timer);
      destroy();
    },
    play,
    running: () => wanted,
    toEdge() {
      if (bufferEnd() > 0) video.currentTime = bufferEnd() - 0.3;
    },
    /** To be called twice a second; finds out about silence too. */
    measure() {
      const now = performance.now();
      const seconds = (now - measuredAt) / 1000;
      measuredAt = now;
      const quality = video.getVideoPlaybackQuality();
      figures.currentTime = video.currentTime;
      figures.bufferMs = played ? Math.max(0, bufferEnd() - video.currentTime) * 1000 : null;
      figures.latencyMs = played ? Math.max(0, bufferEnd() - (shownMediaTime ?? video.currentTime)) * 1000 : null;
      figures.width = video.videoWidth;
      figures.height = video.videoHeight;
      figures.decodedFrames = quality.totalVideoFrames;
      figures.droppedFrames = quality.droppedVideoFrames;
      figures.frameRate = played ? Math.max(0, (quality.totalVideoFrames - framesBefore) / seconds) : 0;
      figures.playbackRate = video.playbackRate;
      figures.bitrate = (played && speed) || null;
      framesBefore = quality.totalVideoFrames;
      if (played && player && now - progressAt > SILENT_MILLIS) interrupted("silent");
      if (!played && player && figures.state === "connecting" && now - attemptAt > 1500) become("waiting");
    },
  };
}
