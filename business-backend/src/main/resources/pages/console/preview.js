// What the audience gets, to be seen by whoever directs it: the watch page's player without its controls.
import { button, el, say, show } from "../parts/dom.js";
import { playback } from "../parts/place.js";
import { livePlayer } from "../watching/player.js";

const LOOK_MILLIS = 3000;
const MEASURE_MILLIS = 500;

const TEXTS = {
  CREATED: "Nobody is on air yet.",
  ENDED: "This broadcast has ended.",
  connecting: "Connecting…",
  waiting: "Waiting for the program…",
  buffering: "The first picture is on its way…",
  reconnecting: "The program is interrupted. Trying again…",
};

/** @returns {element, close()}; silent until asked for sound */
export function programPreview(id) {
  const video = el("video", { class: "preview", playsinline: true, "aria-label": "The program" });
  video.muted = true;
  const text = el("p", { role: "status" });
  const cover = el("div", { class: "cover" }, text);
  const sound = button("Sound on", () => {
    video.muted = !video.muted;
    heard();
  }, { class: "small", data: { key: "preview-sound" } });
  const figures = { state: "connecting", attempts: 0, stalls: 0, stalledMs: 0, firstPictureMs: null };
  let timer = 0;
  let closed = false;

  const heard = () => say(sound, video.muted ? "Sound on" : "Sound off");

  function cause(word) {
    show(cover, Boolean(TEXTS[word]));
    say(text, TEXTS[word] ?? "");
  }

  function become(state) {
    figures.state = state;
    cause(state);
  }

  mpegts.LoggingControl.applyConfig({ enableAll: false });
  const player = livePlayer({ video, figures, address: async () => (await playback(id)).flv, become, onMuted: heard });

  async function look() {
    try {
      const { state } = await playback(id);
      if (closed) return;
      if (state === "LIVE" || state === "INTERRUPTED") player.start();
      else {
        player.stop();
        cause(state);
      }
      if (state === "ENDED") return;
    } catch {
      // What plays needs no backend; the panels beside say that it is away.
    }
    if (!closed) timer = setTimeout(look, LOOK_MILLIS);
  }

  cause("connecting");
  look();
  const measuring = setInterval(() => player.measure(), MEASURE_MILLIS);
  return {
    element: el("div", { class: "stack" }, el("div", { class: "picture" }, video, cover), el("div", { class: "row" }, sound)),
    close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(measuring);
      player.stop();
    },
  };
}
