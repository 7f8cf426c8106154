package io.linkmic.media.sound;

import static org.lwjgl.system.MemoryUtil.memAddress;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import org.lwjgl.BufferUtils;
import org.lwjgl.util.opus.Opus;

/** libopus with 16-bit samples turned into floats in Java: the way not taken, for comparison. */
final class RawOpus implements AutoCloseable {

  private final ByteBuffer packet = BufferUtils.createByteBuffer(6000);
  private final ShortBuffer pcm = BufferUtils.createShortBuffer(5760 * 2);
  private final short[] shorts = new short[5760 * 2];
  private final long state = Opus.opus_decoder_create(48_000, 2, BufferUtils.createIntBuffer(1));

  int decode(byte[] bytes, float[] out) {
    packet.put(0, bytes);
    int samples =
        Opus.nopus_decode(state, memAddress(packet), bytes.length, memAddress(pcm), 5760, 0);
    pcm.get(0, shorts, 0, 2 * samples);
    for (int i = 0; i < 2 * samples; i++) {
      out[i] = shorts[i] / 32768f;
    }
    return samples;
  }

  @Override
  public void close() {
    Opus.opus_decoder_destroy(state);
  }
}
