package io.linkmic.media.avc;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameter sets that are in force, gathered from the access units of one stream.
 *
 * <p>An access unit that brings SPS and PPS replaces them all, as encoders repeat every set in
 * front of an IDR; one that brings only some updates these by their id. One thread.
 */
public final class ParameterSets {

  /** ITU-T H.264 §7.4.2.1.1: seq_parameter_set_id is 0 to 31; the record has room for 31. */
  private static final int MAX_SPS = 31;

  /** §7.4.2.2 allows 256 ids; no live encoder uses more than a handful, a stranger may. */
  private static final int MAX_PPS = 64;

  /** A parameter set of a live encoder has some ten bytes, with scaling lists some hundred. */
  private static final int MAX_SET_BYTES = 4096;

  private final TreeMap<Integer, ByteBuffer> sps = new TreeMap<>();
  private final TreeMap<Integer, ByteBuffer> pps = new TreeMap<>();

  /**
   * Takes the parameter sets out of an access unit.
   *
   * @param data NAL units behind 4-byte lengths; sets are copied
   * @return true if this changed what is in force
   */
  public boolean accept(byte[] data, int offset, int length) {
    if (!hasSets(data, offset, length)) {
      return false;
    }
    Map<Integer, ByteBuffer> newSps = new TreeMap<>();
    Map<Integer, ByteBuffer> newPps = new TreeMap<>();
    NalUnits.walk(
        data,
        offset,
        length,
        (type, at, size) -> {
          if (size > 1 && size <= MAX_SET_BYTES) {
            if (type == NalUnits.SPS && size > 4) {
              // Behind profile, flags and level.
              remember(newSps, MAX_SPS, 24, ByteBuffer.wrap(data, at, size));
            } else if (type == NalUnits.PPS) {
              remember(newPps, MAX_PPS, 0, ByteBuffer.wrap(data, at, size));
            }
          }
        });
    boolean replacesAll = !newSps.isEmpty() && !newPps.isEmpty();
    boolean spsChanged = merge(sps, newSps, MAX_SPS, replacesAll);
    boolean ppsChanged = merge(pps, newPps, MAX_PPS, replacesAll);
    return spsChanged || ppsChanged;
  }

  private static boolean hasSets(byte[] data, int offset, int length) {
    boolean[] found = new boolean[1];
    NalUnits.walk(
        data,
        offset,
        length,
        (type, at, size) -> found[0] |= type == NalUnits.SPS || type == NalUnits.PPS);
    return found[0];
  }

  private static void remember(
      Map<Integer, ByteBuffer> sets, int limit, int bitsBeforeId, ByteBuffer borrowed) {
    ByteBuffer copy = ByteBuffer.allocate(borrowed.remaining()).put(borrowed).flip();
    RbspReader bits = new RbspReader(copy);
    bits.bits(bitsBeforeId);
    int id = bits.unsignedExpGolomb();
    boolean legal = id >= 0 && id <= 255 && !bits.overrun();
    if (legal && (sets.size() < limit || sets.containsKey(id))) {
      sets.put(id, copy);
    }
  }

  private static boolean merge(
      Map<Integer, ByteBuffer> inForce,
      Map<Integer, ByteBuffer> arrived,
      int limit,
      boolean replacesAll) {
    if (replacesAll) {
      if (inForce.equals(arrived)) {
        return false;
      }
      inForce.clear();
    }
    boolean changed = replacesAll;
    for (var entry : arrived.entrySet()) {
      if (inForce.size() < limit || inForce.containsKey(entry.getKey())) {
        ByteBuffer before = inForce.put(entry.getKey(), entry.getValue());
        changed |= !entry.getValue().equals(before);
      }
    }
    return changed;
  }

  /** What the sequence header should say; empty until an SPS and a PPS were seen. */
  public Optional<AvcDecoderConfiguration> configuration() {
    return AvcDecoderConfiguration.of(new ArrayList<>(sps.values()), new ArrayList<>(pps.values()));
  }
}
