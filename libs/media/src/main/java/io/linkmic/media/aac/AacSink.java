package io.linkmic.media.aac;

/** Takes what an {@link AacEncoder} makes. */
@FunctionalInterface
public interface AacSink {

  /**
   * One raw AAC packet.
   *
   * @param data borrowed for this call, from index 0
   * @param position which input sample the first sample that a decoder makes of this packet is;
   *     counts from 0 at the encoder's first sample; the very first packet stands at −1024
   */
  void packet(byte[] data, int length, long position);
}
