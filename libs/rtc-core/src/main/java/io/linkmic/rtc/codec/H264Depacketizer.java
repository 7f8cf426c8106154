package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 6184 §5: RTP payloads of one picture, in order and without holes, to one access unit.
 *
 * <p>Two passes: the first checks and measures, the second copies every byte once into an array of
 * exactly the right size. Packetization modes 0 and 1; the interleaved mode is never negotiated.
 */
public final class H264Depacketizer {
  // An intra picture of 2160p at 50 Mbit/s has about 1 MB; 4 MB leaves room and keeps one sender
  // from filling the heap by a picture that never ends.
  public static final int MAX_ACCESS_UNIT = 4 << 20;

  private static final int FU_HEADERS = 2;
  private static final int FU_START = 0x80;
  private static final int FU_END = 0x40;

  private byte[] array = new byte[0];
  private int size;
  private int fragmentSizeAt = -1;
  private int fragmentHeader;
  private boolean idr;

  private H264Depacketizer() {}

  /**
   * @param payloads all of one RTP timestamp; empty ones (padding) are skipped
   */
  public static Parsed<AccessUnit> depacketize(
      List<Bytes> payloads, long rtpTimestamp, int rotationDegrees) {
    var depacketizer = new H264Depacketizer();
    for (int i = 0; i < payloads.size(); i++) {
      String fault = depacketizer.measure(payloads.get(i));
      if (fault != null) {
        return Parsed.malformed(fault, i);
      }
    }
    if (depacketizer.fragmentSizeAt >= 0) {
      return Parsed.malformed("h264: fragments without an end", payloads.size());
    }
    if (depacketizer.size == 0) {
      return Parsed.malformed("h264: no NAL unit", 0);
    }
    depacketizer.copyAll(payloads);
    return Parsed.ok(
        new AccessUnit(
            Bytes.wrap(depacketizer.array), depacketizer.idr, rtpTimestamp, rotationDegrees));
  }

  /** Adds the payload's share to {@link #size}; returns what is wrong with it, or null. */
  private @Nullable String measure(Bytes payload) {
    if (payload.isEmpty()) {
      return null;
    }
    int type = NalType.of(payload.u8(0));
    if (type != NalType.FU_A && fragmentSizeAt >= 0) {
      return "h264: fragments without an end";
    }
    String fault;
    if (type >= 1 && type <= NalType.LAST_SINGLE) {
      idr |= type == NalType.IDR_SLICE;
      size += NalUnits.LENGTH + payload.length();
      fault = null;
    } else if (type == NalType.STAP_A) {
      fault = measureAggregate(payload);
    } else if (type == NalType.FU_A) {
      fault = measureFragment(payload);
    } else {
      fault = "h264: payload type not of modes 0 and 1";
    }
    return fault == null && size > MAX_ACCESS_UNIT ? "h264: access unit too large" : fault;
  }

  private @Nullable String measureAggregate(Bytes payload) {
    int at = 1;
    while (at < payload.length()) {
      int unit = at + 2 <= payload.length() ? payload.u16(at) : 0;
      if (unit == 0 || at + 2 + unit > payload.length()) {
        return "h264: aggregated unit does not fit";
      }
      idr |= NalType.of(payload.u8(at + 2)) == NalType.IDR_SLICE;
      size += NalUnits.LENGTH + unit;
      at += 2 + unit;
    }
    return null;
  }

  private @Nullable String measureFragment(Bytes payload) {
    if (payload.length() <= FU_HEADERS) {
      return "h264: fragment without bytes";
    }
    int header = nalHeader(payload);
    boolean starts = (payload.u8(1) & FU_START) != 0;
    if (starts == (fragmentSizeAt >= 0)) {
      return starts ? "h264: fragments without an end" : "h264: fragment without a start";
    }
    if (starts) {
      fragmentHeader = header;
      fragmentSizeAt = size;
      size += NalUnits.LENGTH + 1;
    } else if (header != fragmentHeader) {
      return "h264: fragments of different NAL units";
    }
    size += payload.length() - FU_HEADERS;
    if ((payload.u8(1) & FU_END) != 0) {
      fragmentSizeAt = -1;
      idr |= NalType.of(header) == NalType.IDR_SLICE;
    }
    return null;
  }

  private void copyAll(List<Bytes> payloads) {
    array = new byte[size];
    size = 0;
    for (int i = 0; i < payloads.size(); i++) {
      var payload = payloads.get(i);
      if (payload.isEmpty()) {
        continue;
      }
      switch (NalType.of(payload.u8(0))) {
        case NalType.STAP_A -> copyAggregate(payload);
        case NalType.FU_A -> copyFragment(payload);
        default -> copyUnit(payload, 0, payload.length());
      }
    }
  }

  private void copyAggregate(Bytes payload) {
    for (int at = 1; at < payload.length(); ) {
      int unit = payload.u16(at);
      copyUnit(payload, at + 2, unit);
      at += 2 + unit;
    }
  }

  private void copyFragment(Bytes payload) {
    if ((payload.u8(1) & FU_START) != 0) {
      fragmentSizeAt = size;
      size += NalUnits.LENGTH;
      array[size++] = (byte) nalHeader(payload);
    }
    copy(payload, FU_HEADERS, payload.length() - FU_HEADERS);
    if ((payload.u8(1) & FU_END) != 0) {
      putLength(fragmentSizeAt, size - fragmentSizeAt - NalUnits.LENGTH);
    }
  }

  private void copyUnit(Bytes payload, int from, int length) {
    putLength(size, length);
    size += NalUnits.LENGTH;
    copy(payload, from, length);
  }

  private void copy(Bytes payload, int from, int length) {
    System.arraycopy(payload.array(), payload.arrayOffset() + from, array, size, length);
    size += length;
  }

  private void putLength(int at, int length) {
    array[at] = (byte) (length >>> 24);
    array[at + 1] = (byte) (length >>> 16);
    array[at + 2] = (byte) (length >>> 8);
    array[at + 3] = (byte) length;
  }

  /** RFC 6184 §5.8: F and NRI come from the indicator, the type from the FU header. */
  private static int nalHeader(Bytes fragment) {
    return (fragment.u8(0) & 0xE0) | NalType.of(fragment.u8(1));
  }
}
