package io.linkmic.media.flv;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Body of an audio tag with AAC (annex E.4.2): {@code 0xAF packetType}.
 *
 * @param sequenceHeader payload is the AudioSpecificConfig, else a raw AAC packet
 * @param payload shared
 */
public record AacAudioData(boolean sequenceHeader, ByteBuffer payload) {

  private static final int HEADER = 2;

  /** SoundFormat 10; rate, size and channels are always told as 44 kHz, 16 bit, stereo. */
  private static final int AAC_STEREO = 0xaf;

  /** Empty if the body is something else than AAC or too short. */
  public static Optional<AacAudioData> read(ByteBuffer body) {
    int at = body.position();
    if (body.remaining() < HEADER || ((body.get(at) & 0xf0) != 0xa0)) {
      return Optional.empty();
    }
    int packetType = body.get(at + 1);
    if (packetType != 0 && packetType != 1) {
      return Optional.empty();
    }
    ByteBuffer payload = body.slice(at + HEADER, body.remaining() - HEADER);
    return Optional.of(new AacAudioData(packetType == 0, payload));
  }

  /** The body's bytes; the caller owns the buffer. */
  public ByteBuffer toBytes() {
    ByteBuffer out = ByteBuffer.allocate(HEADER + payload.remaining());
    out.put((byte) AAC_STEREO).put((byte) (sequenceHeader ? 0 : 1));
    return out.put(payload.duplicate()).flip();
  }

  /** As a tag at its time. */
  public FlvTag at(long timestampMillis) {
    return new FlvTag(FlvTag.Type.AUDIO, timestampMillis, toBytes());
  }
}
