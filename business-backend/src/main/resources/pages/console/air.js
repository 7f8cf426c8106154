// What the audience gets: the program's mode and why, its figures, and every RTMP target.
import { call, path } from "../parts/api.js";
import { el, tiles } from "../parts/dom.js";
import { bitrate, bytes, duration, millis } from "../parts/figures.js";
import { panel } from "./panel.js";
import { egressBadge, programBadge } from "./states.js";

const NOT_RUNNING = new Set(["room-not-found", "broadcast-ended"]);

/** @param onAir {() => Promise<boolean>}: a program is asked for only where there can be one */
export function airPanel(id, onAir) {
  return panel({
    label: "the program",
    every: 2000,
    load: async () => {
      if (!(await onAir())) return null;
      return call("GET", path("broadcasts", id, "program")).catch((problem) => {
        // No node runs the room any more: nothing is wrong, nobody is on air.
        if (NOT_RUNNING.has(problem.code)) return null;
        throw problem;
      });
    },
    isEmpty: (program) => program === null,
    empty: "Nobody is on air.",
    draw,
  });
}

function draw(program) {
  const { video, audio, timeline, egress = [] } = program;
  return [
    el("div", { class: "row" }, programBadge(program.mode), el("span", { class: "quiet", text: program.reason ?? "" })),
    video || audio || timeline ? figures(video, audio, timeline) : null,
    egress.length > 0 ? el("ul", { class: "cards", "aria-label": "RTMP targets" }, egress.map(target)) : el("p", { class: "empty", text: "No RTMP target is connected." }),
  ].filter(Boolean);
}

function figures(video, audio, timeline) {
  return tiles({
    "On air for": timeline ? duration(timeline.positionMs / 1000) : "–",
    Picture: video ? `${video.width} × ${video.height}` : "–",
    "Frame rate": video ? `${Math.round(video.frameRate)} fps` : "–",
    "Picture's bit rate": bitrate(video?.bitrate),
    "Key frames every": millis(video?.keyFrameIntervalMs || null),
    Sound: audio ? (audio.silent ? "Silence" : bitrate(audio.bitrate)) : "–",
  });
}

function target(egress) {
  return el(
    "li",
    {},
    el("div", { class: "row between" }, el("code", { text: egress.url }), egressBadge(egress.state)),
    el("p", {
      class: "quiet",
      text: [
        `${bytes(egress.bytesSent)} sent`,
        `${millis(egress.queueMs)} waiting`,
        `${egress.droppedFrames ?? 0} frames dropped`,
        `${egress.reconnects ?? 0} reconnects`,
      ].join(" · "),
    }),
    egress.lastError ? el("p", { class: "bad", text: egress.lastError }) : null,
  );
}
