package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The sequence and picture parameter sets found in an access unit, NAL headers included, sharing
 * its array (copy what is kept longer than the picture).
 */
public record ParameterSets(List<Bytes> sps, List<Bytes> pps) {
  public static final ParameterSets NONE = new ParameterSets(List.of(), List.of());

  // H.264 §7.4.2.1 allows 32 SPS; nobody sends more than two. What comes on top is left out.
  private static final int MAX_EACH = 32;

  /** Allocates nothing for the many pictures that carry none; stops where lengths do not add up. */
  public static ParameterSets find(Bytes nalUnits) {
    List<Bytes> sps = List.of();
    List<Bytes> pps = List.of();
    for (int at = 0; at < nalUnits.length(); ) {
      int size = NalUnits.sizeAt(nalUnits, at);
      if (size < 0) {
        break;
      }
      int type = NalType.of(nalUnits.u8(at + NalUnits.LENGTH));
      if (type == NalType.SPS) {
        sps = with(sps, nalUnits.slice(at + NalUnits.LENGTH, size));
      } else if (type == NalType.PPS) {
        pps = with(pps, nalUnits.slice(at + NalUnits.LENGTH, size));
      }
      at += NalUnits.LENGTH + size;
    }
    return sps.isEmpty() && pps.isEmpty() ? NONE : new ParameterSets(sps, pps);
  }

  /** At least one of each: enough to start a decoder. */
  public boolean isComplete() {
    return !sps.isEmpty() && !pps.isEmpty();
  }

  private static List<Bytes> with(List<Bytes> list, Bytes unit) {
    var grown = list.isEmpty() ? new ArrayList<Bytes>(2) : list;
    if (grown.size() < MAX_EACH) {
      grown.add(unit);
    }
    return grown;
  }
}
