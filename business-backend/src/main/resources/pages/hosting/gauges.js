// The figures beside the host's picture.
import { say } from "../parts/dom.js";
import { bitrate, duration, millis } from "../parts/figures.js";

const LIMITS = { none: "nothing", cpu: "this computer", bandwidth: "the network", other: "the browser" };

export function showFigures({ video, audio, roundTripMs, lostRatio, program, liveSince }) {
  const total = video?.bitrate == null ? null : video.bitrate + (audio?.bitrate ?? 0);
  say("f-bitrate", bitrate(total));
  say("f-rate", video ? `${Math.round(video.frameRate)} fps` : "–");
  say("f-rtt", millis(roundTripMs));
  say("f-size", video?.width ? `${video.width} × ${video.height}` : "–");
  say("f-lost", lostRatio == null ? "–" : `${(lostRatio * 100).toFixed(1)} %`);
  say("f-limit", video ? (LIMITS[video.limitedBy] ?? video.limitedBy) : "–");
  say("f-program", program.mode);
  say("f-why", program.reason);
  say("f-onair", liveSince ? duration((Date.now() - liveSince) / 1000) : "–");
}
