// Makes the host page's test picture tell when each picture was drawn, in a bar code in its middle, under which it flashes with
// the beep. Runs before the page's own scripts. BEEP_HZ and SHRINK are set by the test. How long after its beep each flash
// was drawn is in the page's flashesLate, ms: up to half a picture's time either way.
(() => {
  const CELL = 20, LEFT = 400, TOP = 40, HEIGHT = 60;
  let flash = "#000000";
  let sound;
  globalThis.flashesLate = [];
  globalThis.AudioContext = class extends AudioContext {
    constructor(options) {
      super(options);
      sound = this;
    }
  };
  const paint = CanvasRenderingContext2D.prototype;
  const { fillText, fillRect } = paint;
  paint.fillRect = function (x, y, width, height) {
    if (x === 1080 && width === 160) {
      if (this.fillStyle !== flash && this.fillStyle === "#ffffff") {
        flashesLate.push((((sound.currentTime + 0.5) % 1) - 0.5) * 1000);
      }
      flash = this.fillStyle;
    }
    fillRect.call(this, x, y, width, height);
  };
  paint.fillText = function (text, ...where) {
    fillText.call(this, text, ...where);
    if (!text.includes(" · frame ")) return;
    const ms = Math.round(performance.timeOrigin + performance.now()) % 65536;
    const check = (ms ^ (ms >> 4) ^ (ms >> 8) ^ (ms >> 12)) & 15;
    const bits = "1010" + ms.toString(2).padStart(16, "0") + check.toString(2).padStart(4, "0");
    [...bits].forEach((bit, i) => {
      this.fillStyle = bit === "1" ? "#ffffff" : "#000000";
      fillRect.call(this, LEFT + i * CELL, TOP, CELL, HEIGHT);
    });
    this.fillStyle = flash;
    fillRect.call(this, LEFT, TOP + HEIGHT, 24 * CELL, HEIGHT);
  };
  const Oscillator = globalThis.OscillatorNode;
  globalThis.OscillatorNode = class extends Oscillator {
    constructor(context, options) {
      super(context, options?.frequency === 1000 ? { ...options, frequency: BEEP_HZ } : options);
    }
  };
  const { addTransceiver } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.addTransceiver = function (what, init) {
    if (what.kind === "video" && init?.sendEncodings) init.sendEncodings[0].scaleResolutionDownBy = SHRINK;
    return addTransceiver.call(this, what, init);
  };
})();
