// A drawn source: moving picture with a clock, a quiet tone, and once a second a flash with a beep, so that eyes and
// ears (or a test) can tell whether lips and voices are together.

const WIDTH = 1280;
const HEIGHT = 720;
const FRAMES_PER_SECOND = 30;
const FLASH_SECONDS = 0.1;
const BARS = ["#c0c0c0", "#c0c000", "#00c0c0", "#00c000", "#c000c0", "#c00000", "#0000c0", "#303846"];

/** @param label {() => string} what stands in the picture */
export function startTestPicture(label) {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const sound = startTone();
  const draw = painter(canvas.getContext("2d", { alpha: false, desynchronized: true }), label, sound.clock);
  draw();
  const ticker = new Worker("/hosting/ticker.js");
  // By a task of its own: what else waits (a click, a message of the chat) comes before the next picture.
  const drawn = new MessageChannel();
  drawn.port1.onmessage = () => ticker.postMessage("drawn");
  ticker.onmessage = () => {
    draw();
    drawn.port2.postMessage(0);
  };
  ticker.postMessage(FRAMES_PER_SECOND);
  const stream = canvas.captureStream(FRAMES_PER_SECOND);
  stream.addTrack(sound.track);
  return {
    stream,
    stop() {
      ticker.terminate();
      drawn.port1.close();
      stream.getTracks().forEach((track) => track.stop());
      sound.stop();
    },
  };
}

/** Tone left and right of different pitch (so that stereo can be heard), a beep on every full second. */
function startTone() {
  const context = new AudioContext({ sampleRate: 48000, latencyHint: "interactive" });
  const out = context.createMediaStreamDestination();
  out.channelCount = 2;
  const merger = context.createChannelMerger(2);
  const quiet = new GainNode(context, { gain: 0.04 });
  [220, 277.2].forEach((frequency, channel) => {
    const tone = new OscillatorNode(context, { frequency });
    tone.connect(merger, 0, channel);
    tone.start();
  });
  merger.connect(quiet).connect(out);

  const beepGain = new GainNode(context, { gain: 0 });
  const beep = new OscillatorNode(context, { frequency: 1000 });
  beep.connect(beepGain).connect(out);
  beep.start();
  let next = 1;
  const plan = () => {
    while (next < context.currentTime + 3) {
      beepGain.gain.setValueAtTime(0.5, next);
      beepGain.gain.setValueAtTime(0, next + FLASH_SECONDS);
      next += 1;
    }
  };
  plan();
  const planner = setInterval(plan, 500);
  // Without a gesture a browser may keep it suspended; the first one wakes it.
  const wake = () => context.resume().catch(() => {});
  wake();
  addEventListener("pointerdown", wake);
  return {
    track: out.stream.getAudioTracks()[0],
    clock: () => context.currentTime,
    stop() {
      clearInterval(planner);
      removeEventListener("pointerdown", wake);
      context.close();
    },
  };
}

function painter(g, label, clock) {
  let frames = 0;
  return () => {
    frames += 1;
    const time = clock();
    const seconds = performance.now() / 1000;
    BARS.forEach((colour, i) => {
      g.fillStyle = colour;
      const width = WIDTH / (BARS.length - 1);
      g.fillRect(((i * width + seconds * 60) % (WIDTH + width)) - width, 0, width + 1, HEIGHT * 0.55);
    });
    const sky = g.createLinearGradient(0, HEIGHT * 0.55, 0, HEIGHT);
    sky.addColorStop(0, `hsl(${(seconds * 12) % 360} 45% 26%)`);
    sky.addColorStop(1, "#10141b");
    g.fillStyle = sky;
    g.fillRect(0, HEIGHT * 0.55, WIDTH, HEIGHT * 0.45);
    ball(g, seconds);
    flash(g, time);
    captions(g, label, frames);
  };
}

function ball(g, seconds) {
  const x = WIDTH / 2 + Math.sin(seconds * 1.1) * (WIDTH / 2 - 90);
  const y = HEIGHT * 0.3 + Math.abs(Math.cos(seconds * 2.3)) * -140 + 110;
  g.fillStyle = "#ff6b4a";
  g.beginPath();
  g.arc(x, y, 70, 0, Math.PI * 2);
  g.fill();
}

/** White while the beep sounds: from the picture that is nearest to its beginning, which may be the one before. */
function flash(g, time) {
  const nearest = time + 0.5 / FRAMES_PER_SECOND;
  const on = nearest >= 1 && nearest % 1 < FLASH_SECONDS;
  g.fillStyle = on ? "#ffffff" : "#000000";
  g.fillRect(WIDTH - 200, HEIGHT - 200, 160, 160);
}

function captions(g, label, frames) {
  const now = new Date();
  const two = (n, width = 2) => String(n).padStart(width, "0");
  const clock = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  g.fillStyle = "#ffffff";
  g.textBaseline = "alphabetic";
  g.font = "700 104px system-ui, sans-serif";
  g.fillText(`${clock}.${two(now.getMilliseconds(), 3)}`, 48, HEIGHT - 150);
  g.font = "600 40px system-ui, sans-serif";
  g.fillText(`${label()} · frame ${frames}`, 52, HEIGHT - 82);
}
