// Reads the bar codes of stamped-picture.js from a video that shows two hosts side by side, until told to stop.
(video) => {
  const WIDTH = 1280, CELL = 20, FIRST = 400;
  const strip = new OffscreenCanvas(WIDTH, 1);
  const paint = strip.getContext("2d", { willReadFrequently: true });
  globalThis.stamps = { frames: 0, read: [], reading: true };
  /** @param left where the host's middle 640 columns begin */
  const read = (pixels, left) => {
    let bits = "";
    for (let i = 0; i < 24; i += 1) {
      const x = left + (FIRST - 320) + i * CELL + CELL / 2;
      bits += pixels[x * 4 + 1] > 127 ? "1" : "0";
    }
    const ms = parseInt(bits.slice(4, 20), 2);
    const check = (ms ^ (ms >> 4) ^ (ms >> 8) ^ (ms >> 12)) & 15;
    return bits.startsWith("1010") && parseInt(bits.slice(20), 2) === check ? ms : null;
  };
  const age = (stamp, now) => (stamp === null ? null : (now - stamp + 65536) % 65536);
  const next = (now, metadata) => {
    if (!stamps.reading) return;
    const { videoWidth: width, videoHeight: height } = video;
    paint.drawImage(video, 0, height * (70 / 720), width, 1, 0, 0, WIDTH, 1);
    const pixels = paint.getImageData(0, 0, WIDTH, 1).data;
    const at = Math.round(performance.timeOrigin + Math.max(now, metadata.expectedDisplayTime)) % 65536;
    stamps.frames += 1;
    stamps.read.push([age(read(pixels, 0), at), age(read(pixels, 640), at)]);
    video.requestVideoFrameCallback(next);
  };
  video.requestVideoFrameCallback(next);
}
