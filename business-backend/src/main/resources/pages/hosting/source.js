// What a host shows: camera and microphone, or the drawn test picture.
import { startTestPicture } from "./test-picture.js";

const TEXTS = {
  NotAllowedError: "The browser does not allow the camera or microphone. Allow both in the address bar and try again.",
  NotFoundError: "No camera or microphone was found.",
  NotReadableError: "Another program uses the camera or microphone.",
  OverconstrainedError: "The chosen camera cannot do this.",
};

export async function openSource(kind, { camera, microphone, speech, label }) {
  if (kind === "test") return startTestPicture(label);
  if (!navigator.mediaDevices) {
    throw new Error("Browsers give camera and microphone only to https pages or to 127.0.0.1. The test picture works here.");
  }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      // Ideals only: a phone held upright gives 720×1280, and its rotation goes through untouched.
      video: {
        deviceId: camera ? { exact: camera } : undefined,
        width: { ideal: 1280 },
        height: { ideal: 720 },
        frameRate: { ideal: 30, max: 30 },
      },
      audio: {
        deviceId: microphone ? { exact: microphone } : undefined,
        channelCount: { ideal: 2 },
        // Made for speech: they mute and distort music and tones, and gain control changes their level.
        echoCancellation: speech,
        noiseSuppression: speech,
        autoGainControl: speech,
      },
    });
    return { stream, stop: () => stream.getTracks().forEach((track) => track.stop()) };
  } catch (problem) {
    throw new Error(TEXTS[problem.name] ?? `The camera cannot be opened: ${problem.message}`);
  }
}

/** Cameras and microphones with names (which browsers tell only after leave was given). */
export async function devices() {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const named = (kind) => all.filter((device) => device.kind === kind && device.label);
  return { cameras: named("videoinput"), microphones: named("audioinput") };
}
