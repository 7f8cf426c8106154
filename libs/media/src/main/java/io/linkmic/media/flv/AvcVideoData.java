package io.linkmic.media.flv;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Body of a video tag with H.264 (annex E.4.3): {@code frameType|7 packetType compositionTime(3)}.
 *
 * @param keyFrame frame type 1
 * @param kind AVCPacketType
 * @param compositionMillis presentation minus decoding time, signed 24 bit
 * @param payload AVCDecoderConfigurationRecord or NAL units behind 4-byte lengths; shared
 */
public record AvcVideoData(boolean keyFrame, Kind kind, int compositionMillis, ByteBuffer payload) {

  /** AVCPacketType. */
  public enum Kind {
    SEQUENCE_HEADER(0),
    NAL_UNITS(1),
    END_OF_SEQUENCE(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Optional<Kind> of(int code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }
  }

  private static final int HEADER = 5;
  private static final int AVC = 7;

  public static AvcVideoData sequenceHeader(ByteBuffer avcConfiguration) {
    return new AvcVideoData(true, Kind.SEQUENCE_HEADER, 0, avcConfiguration);
  }

  /** Empty if the body is something else than H.264 or too short. */
  public static Optional<AvcVideoData> read(ByteBuffer body) {
    int at = body.position();
    if (body.remaining() < HEADER || (body.get(at) & 0x8f) != AVC) {
      return Optional.empty();
    }
    int composition = (body.getInt(at + 1) << 8) >> 8;
    boolean key = (body.get(at) >> 4) == 1;
    ByteBuffer payload = body.slice(at + HEADER, body.remaining() - HEADER);
    return Kind.of(body.get(at + 1)).map(kind -> new AvcVideoData(key, kind, composition, payload));
  }

  /** The body's bytes; the caller owns the buffer. */
  public ByteBuffer toBytes() {
    ByteBuffer out = ByteBuffer.allocate(HEADER + payload.remaining());
    out.put((byte) ((keyFrame ? 0x10 : 0x20) | AVC));
    out.putInt((kind.code << 24) | (compositionMillis & 0xff_ffff));
    return out.put(payload.duplicate()).flip();
  }

  /** As a tag at its decoding time. */
  public FlvTag at(long dtsMillis) {
    return new FlvTag(FlvTag.Type.VIDEO, dtsMillis, toBytes());
  }
}
