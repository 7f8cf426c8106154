package io.linkmic.media.encode;

/** Takes encoded pictures. */
@FunctionalInterface
public interface Sink {

  /**
   * One access unit.
   *
   * @param nalUnits transferred: NAL units behind 4-byte big-endian lengths; an IDR picture has SPS
   *     and PPS in front; neither delimiters nor SEI
   * @param idr whether a decoder can start here
   * @param pts as given with the picture
   */
  void encoded(byte[] nalUnits, boolean idr, long pts);
}
