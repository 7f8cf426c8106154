// One RTCPeerConnection that receives H.264 and stereo Opus from the node.
import { h264First, withStereo } from "./sdp.js";

export class Receiver {
  #connection;
  #heard = 0;
  #heardAt = performance.now();
  /** What arrives; tracks are added as they are negotiated. */
  stream = new MediaStream();

  /** @param onState hears RTCPeerConnection's states: connecting, connected, disconnected, failed */
  constructor(onState) {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
    this.#connection = connection;
    connection.onconnectionstatechange = () => onState(connection.connectionState);
    connection.ontrack = ({ track }) => this.stream.addTrack(track);
    connection.addTransceiver("video", { direction: "recvonly" }).setCodecPreferences(h264First());
    connection.addTransceiver("audio", { direction: "recvonly" });
  }

  /** @param exchange offer in, answer out: {@code (sdp) => Promise<sdp>} */
  async connect(exchange) {
    const offer = await this.#connection.createOffer();
    await this.#connection.setLocalDescription({ type: "offer", sdp: withStereo(offer.sdp) });
    const answer = await exchange(this.#connection.localDescription.sdp);
    await this.#connection.setRemoteDescription({ type: "answer", sdp: answer });
  }

  get state() {
    return this.#connection.connectionState;
  }

  close() {
    this.#connection.onconnectionstatechange = null;
    this.#connection.close();
  }

  /** How long nothing has come from the node, as far as {@link figures} saw. */
  get silentMillis() {
    return performance.now() - this.#heardAt;
  }

  /** Answers to connectivity checks come even where nobody speaks and nothing is shown. */
  #listen({ bytesReceived = 0, responsesReceived = 0 }) {
    const heard = bytesReceived + responsesReceived;
    if (heard !== this.#heard) this.#heardAt = performance.now();
    this.#heard = heard;
  }

  /** Since the connection began. */
  async figures() {
    const now = { frames: 0, freezes: 0, freezeMs: 0, lost: 0, soundEnergy: 0, jitterMs: null };
    for (const entry of (await this.#connection.getStats()).values()) {
      if (entry.type === "candidate-pair" && entry.nominated) this.#listen(entry);
      if (entry.type !== "inbound-rtp") continue;
      now.lost += entry.packetsLost ?? 0;
      if (entry.kind === "audio") now.soundEnergy = entry.totalAudioEnergy ?? 0;
      else {
        now.frames = entry.framesDecoded ?? 0;
        now.freezes = entry.freezeCount ?? 0;
        now.freezeMs = (entry.totalFreezesDuration ?? 0) * 1000;
        now.jitterMs = (entry.jitter ?? 0) * 1000;
      }
    }
    return now;
  }
}
