// Runs before the host page's own scripts: notes what Chromium hands to its packetizer and what was negotiated.
// window.tap.pictures: per encoded picture the SHA-256 of each NAL unit, in the order of sending.
(() => {
  const worker = () => {
    /** NAL units between Annex B start codes (ITU-T H.264 annex B). */
    const nalUnits = (bytes) => {
      const starts = [];
      for (let i = 0; i + 3 <= bytes.length; i++) {
        if (bytes[i] === 0 && bytes[i + 1] === 0 && bytes[i + 2] === 1) starts.push((i += 3));
      }
      return starts.map((start, n) => {
        let end = n + 1 < starts.length ? starts[n + 1] - 3 : bytes.length;
        // As libwebrtc cuts: a zero before the next start code belongs to that; any further one (Chromium's rewritten
        // SPS may end with one) is sent.
        if (end < bytes.length && bytes[end - 1] === 0) end -= 1;
        return bytes.slice(start, end);
      });
    };
    const hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, "0")).join("");
    onrtctransform = async ({ transformer }) => {
      const reader = transformer.readable.getReader();
      const writer = transformer.writable.getWriter();
      for (;;) {
        const { value: frame, done } = await reader.read();
        if (done) return;
        const units = nalUnits(new Uint8Array(frame.data));
        const digests = units.map(async (unit) => hex(await crypto.subtle.digest("SHA-256", unit)));
        postMessage((await Promise.all(digests)).join(" "));
        await writer.write(frame);
      }
    };
  };
  const tap = (window.tap = { pictures: [], connections: [], videoSender: null });
  const source = URL.createObjectURL(new Blob([`(${worker})()`], { type: "text/javascript" }));
  const addTransceiver = RTCPeerConnection.prototype.addTransceiver;
  RTCPeerConnection.prototype.addTransceiver = function (track, init) {
    const transceiver = addTransceiver.call(this, track, init);
    if (track.kind === "video") {
      tap.connections.push(this);
      tap.videoSender = transceiver.sender;
      const listener = new Worker(source);
      listener.onmessage = ({ data }) => tap.pictures.push(data);
      transceiver.sender.transform = new RTCRtpScriptTransform(listener, {});
    }
    return transceiver;
  };
})();
