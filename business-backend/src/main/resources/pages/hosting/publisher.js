// One RTCPeerConnection that sends H.264 and stereo Opus to the node.
import { AUDIO_BITS_PER_SECOND, h264First, withGoodStart, withStereo } from "./sdp.js";

const VIDEO_BITS_PER_SECOND = 2_500_000;

const CAPTURE_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";

/** When picture and sound were captured; without it the node takes the time from sender reports. */
function tellCaptureTime(transceiver) {
  const extensions = transceiver.getHeaderExtensionsToNegotiate?.() ?? [];
  for (const extension of extensions) {
    if (extension.uri === CAPTURE_TIME) extension.direction = "sendrecv";
  }
  if (extensions.length > 0) transceiver.setHeaderExtensionsToNegotiate(extensions);
}

export class Publisher {
  #connection;
  #video;
  #audio;
  #before = null;
  #heard = 0;
  #heardAt = performance.now();

  /** @param onState hears RTCPeerConnection's states: connecting, connected, disconnected, failed */
  constructor(stream, onState) {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
    this.#connection = connection;
    connection.onconnectionstatechange = () => onState(connection.connectionState);
    const [picture] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    if (picture) {
      picture.contentHint = "motion";
      const transceiver = connection.addTransceiver(picture, {
        direction: "sendonly",
        streams: [stream],
        sendEncodings: [{ maxBitrate: VIDEO_BITS_PER_SECOND, maxFramerate: 30 }],
      });
      transceiver.setCodecPreferences(h264First());
      tellCaptureTime(transceiver);
      this.#video = transceiver.sender;
    }
    if (sound) {
      sound.contentHint = "music";
      const transceiver = connection.addTransceiver(sound, {
        direction: "sendonly",
        streams: [stream],
        sendEncodings: [{ maxBitrate: AUDIO_BITS_PER_SECOND }],
      });
      tellCaptureTime(transceiver);
      this.#audio = transceiver.sender;
    }
  }

  /** @param exchange offer in, answer out: {@code (sdp) => Promise<sdp>} */
  async connect(exchange) {
    const offer = await this.#connection.createOffer();
    await this.#connection.setLocalDescription({ type: "offer", sdp: withStereo(offer.sdp) });
    // The node is ICE-lite and learns our addresses from our checks: nothing to gather, nothing to trickle.
    const answer = await exchange(this.#connection.localDescription.sdp);
    await this.#connection.setRemoteDescription({ type: "answer", sdp: withGoodStart(answer) });
    await this.#preferFrameRate();
  }

  /** RFC 8445 §9: new credentials after the network changed, the stream itself goes on. */
  async restart(exchange) {
    const offer = await this.#connection.createOffer({ iceRestart: true });
    await this.#connection.setLocalDescription({ type: "offer", sdp: withStereo(offer.sdp) });
    const answer = await exchange(this.#connection.localDescription.sdp);
    await this.#connection.setRemoteDescription({ type: "answer", sdp: withGoodStart(answer) });
  }

  get state() {
    return this.#connection.connectionState;
  }

  close() {
    this.#connection.onconnectionstatechange = null;
    this.#connection.close();
  }

  // A live picture should rather lose size than smoothness, and never more of one than needed.
  async #preferFrameRate() {
    if (!this.#video) return;
    const parameters = this.#video.getParameters();
    parameters.degradationPreference = "balanced";
    await this.#video.setParameters(parameters).catch(() => {});
  }

  /** How long nothing has come from the node, as far as {@link figures} saw. */
  get silentMillis() {
    return performance.now() - this.#heardAt;
  }

  /** Figures since the last call. */
  async figures() {
    const report = await this.#connection.getStats();
    const now = { at: performance.now(), video: null, audio: null, pair: null, remote: null };
    const codecs = new Map();
    for (const entry of report.values()) {
      if (entry.type === "outbound-rtp") now[entry.kind] = entry;
      if (entry.type === "codec") codecs.set(entry.id, entry);
      if (entry.type === "candidate-pair" && entry.nominated) now.pair = entry;
      if (entry.type === "remote-inbound-rtp" && entry.kind === "video") now.remote = entry;
    }
    this.#listen(now.pair);
    const before = this.#before;
    this.#before = now;
    const rate = (kind) => {
      if (!before?.[kind] || !now[kind]) return null;
      return ((now[kind].bytesSent - before[kind].bytesSent) * 8000) / (now.at - before.at);
    };
    const roundTrip = now.pair?.currentRoundTripTime ?? now.remote?.roundTripTime;
    return {
      video: now.video && {
        codec: codecs.get(now.video.codecId)?.mimeType ?? null,
        fmtp: codecs.get(now.video.codecId)?.sdpFmtpLine ?? null,
        encoder: now.video.encoderImplementation ?? null,
        width: now.video.frameWidth ?? 0,
        height: now.video.frameHeight ?? 0,
        frameRate: now.video.framesPerSecond ?? 0,
        bitrate: rate("video"),
        keyFrames: now.video.keyFramesEncoded ?? 0,
        framesSent: now.video.framesSent ?? 0,
        plis: now.video.pliCount ?? 0,
        nacks: now.video.nackCount ?? 0,
        limitedBy: now.video.qualityLimitationReason ?? "none",
      },
      audio: now.audio && { bitrate: rate("audio"), codec: codecs.get(now.audio.codecId)?.sdpFmtpLine ?? null },
      roundTripMs: roundTrip == null ? null : roundTrip * 1000,
      lostRatio: now.remote?.fractionLost ?? null,
    };
  }
  /** RTCP and answers to connectivity checks: a node that lives sends both about once a second. */
  #listen(pair) {
    const heard = (pair?.bytesReceived ?? 0) + (pair?.responsesReceived ?? 0);
    if (heard !== this.#heard) this.#heardAt = performance.now();
    this.#heard = heard;
  }
}
