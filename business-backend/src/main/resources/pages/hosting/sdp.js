// What a browser's offers and answers need beyond its own choice.

export const AUDIO_BITS_PER_SECOND = 128_000;
const START_BITS_PER_SECOND = 1_800_000;

/** H.264 first, packetization-mode 1 before 0, constrained baseline before the rest, and what repairs it. */
export function h264First() {
  const codecs = RTCRtpReceiver.getCapabilities("video").codecs;
  const h264 = codecs.filter((codec) => codec.mimeType.toLowerCase() === "video/h264");
  if (h264.length === 0) throw new Error("This browser has no H.264.");
  const worth = ({ sdpFmtpLine: line = "" }) =>
    (line.includes("packetization-mode=1") ? 2 : 0) + (line.includes("profile-level-id=42e0") ? 1 : 0);
  h264.sort((a, b) => worth(b) - worth(a));
  const repair = codecs.filter((codec) => codec.mimeType.toLowerCase() === "video/rtx");
  return [...h264, ...repair];
}

/** Asks for stereo music quality: Chromium offers mono speech unless the fmtp line says otherwise. */
export function withStereo(sdp) {
  const opus = /^a=rtpmap:(\d+) opus\/48000\/2\r$/m.exec(sdp);
  if (!opus) return sdp;
  const line = new RegExp(`^a=fmtp:${opus[1]} (.*)\\r$`, "m");
  const wanted = `stereo=1;sprop-stereo=1;maxaveragebitrate=${AUDIO_BITS_PER_SECOND};useinbandfec=1`;
  const rest = (line.exec(sdp)?.[1] ?? "minptime=10")
    .split(";")
    .filter((part) => !/^(stereo|sprop-stereo|maxaveragebitrate|useinbandfec)=/.test(part));
  return sdp.replace(line, `a=fmtp:${opus[1]} ${[...rest, wanted].join(";")}\r`);
}

/** Chromium begins with 300 kbit/s and a small picture; the way to a broadcast's node is better than that. */
export function withGoodStart(sdp) {
  const h264 = /^a=rtpmap:(\d+) H264\/90000\r$/m.exec(sdp);
  if (!h264) return sdp;
  const line = new RegExp(`^(a=fmtp:${h264[1]} [^\\r]*)\\r$`, "m");
  return sdp.replace(line, `$1;x-google-start-bitrate=${START_BITS_PER_SECOND / 1000}\r`);
}
