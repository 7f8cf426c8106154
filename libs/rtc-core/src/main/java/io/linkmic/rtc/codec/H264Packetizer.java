package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 6184 §5: one access unit to RTP payloads, the way back from {@link H264Depacketizer}.
 *
 * <p>Mode 1: small units that accompany a picture (parameter sets, SEI) share a STAP-A, large ones
 * are cut into FU-As of even size. Mode 0: one unit, one payload. The last payload's packet carries
 * the marker bit.
 */
public final class H264Packetizer {
  private static final int FU_HEADERS = 2;

  private final boolean singleNalOnly;
  private final int maxPayload;

  /**
   * @param packetizationMode 0 or 1
   * @param maxPayload bytes of RTP payload that fit into a packet, at least 64
   */
  public H264Packetizer(int packetizationMode, int maxPayload) {
    if (packetizationMode < 0 || packetizationMode > 1 || maxPayload < 64) {
      throw new IllegalArgumentException(
          "packetization mode " + packetizationMode + ", payload of " + maxPayload);
    }
    this.singleNalOnly = packetizationMode == 0;
    this.maxPayload = maxPayload;
  }

  /**
   * Units that fit are passed on without a copy and share the access unit's array.
   *
   * @return malformed if the lengths inside do not add up, or in mode 0 a unit is too large
   */
  public Parsed<List<Bytes>> packetize(AccessUnit unit) {
    return switch (NalUnits.split(unit.nalUnits())) {
      case Parsed.Ok<List<Bytes>>(var units) -> singleNalOnly ? single(units) : mixed(units);
      case Parsed.Malformed<List<Bytes>> bad -> bad;
    };
  }

  private Parsed<List<Bytes>> single(List<Bytes> units) {
    for (int i = 0; i < units.size(); i++) {
      if (units.get(i).length() > maxPayload) {
        return Parsed.malformed("h264: NAL unit too large for mode 0", i);
      }
    }
    return Parsed.ok(units);
  }

  private Parsed<List<Bytes>> mixed(List<Bytes> units) {
    var payloads = new ArrayList<Bytes>();
    for (int i = 0; i < units.size(); ) {
      int together = aggregate(units, i);
      if (together > 1) {
        payloads.add(stapA(units.subList(i, i + together)));
        i += together;
      } else {
        var unit = units.get(i++);
        if (unit.length() <= maxPayload) {
          payloads.add(unit);
        } else {
          fragment(unit, payloads);
        }
      }
    }
    return Parsed.ok(payloads);
  }

  /** How many units from {@code from} go into one STAP-A; slices travel alone. */
  private int aggregate(List<Bytes> units, int from) {
    int size = 1;
    int i = from;
    while (i < units.size() && !NalType.isSlice(NalType.of(units.get(i).u8(0)))) {
      size += 2 + units.get(i).length();
      if (size > maxPayload) {
        break;
      }
      i++;
    }
    return i - from;
  }

  private Bytes stapA(List<Bytes> units) {
    var out = new ByteWriter(maxPayload);
    out.u8(0);
    int forbidden = 0;
    int importance = 0;
    for (var unit : units) {
      // RFC 6184 §5.7: F is set if any has it, NRI is the highest of all.
      forbidden |= unit.u8(0) & 0x80;
      importance = Math.max(importance, unit.u8(0) & 0x60);
      out.u16(unit.length()).bytes(unit);
    }
    var payload = out.toBytes();
    payload.array()[payload.arrayOffset()] = (byte) (forbidden | importance | NalType.STAP_A);
    return payload;
  }

  private void fragment(Bytes unit, List<Bytes> payloads) {
    int header = unit.u8(0);
    int left = unit.length() - 1;
    int at = 1;
    // Even sizes: a full packet followed by a tiny one is worse for pacing and loss.
    for (int count = Math.ceilDiv(left, maxPayload - FU_HEADERS); count > 0; count--) {
      int size = Math.ceilDiv(left, count);
      byte[] payload = new byte[FU_HEADERS + size];
      payload[0] = (byte) ((header & 0xE0) | NalType.FU_A);
      int position = (at == 1 ? 0x80 : 0) | (count == 1 ? 0x40 : 0);
      payload[1] = (byte) (position | NalType.of(header));
      System.arraycopy(unit.array(), unit.arrayOffset() + at, payload, FU_HEADERS, size);
      payloads.add(Bytes.wrap(payload));
      at += size;
      left -= size;
    }
  }
}
