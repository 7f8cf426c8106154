package io.linkmic.media.opus;

import static org.lwjgl.system.MemoryUtil.memByteBuffer;
import static org.lwjgl.system.MemoryUtil.memFloatBuffer;
import static org.lwjgl.system.MemoryUtil.nmemAllocChecked;
import static org.lwjgl.system.MemoryUtil.nmemFree;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.util.opus.Opus;

/**
 * Decodes one sender's Opus packets to interleaved stereo floats (±1.0), 48 kHz. Mono packets come
 * out on both channels.
 *
 * <p>Call in stream order: for a hole of several packets {@link #conceal} all but the last, {@link
 * #recover} the last from the packet after the hole, then {@link #decode} that packet. One thread
 * at a time; {@link #close} frees the native memory and may be called twice.
 */
public final class OpusDecoder implements AutoCloseable {

  private static final int SAMPLE_RATE = 48_000;
  private static final int CHANNELS = 2;

  /** Ethernet's payload is 1500 bytes; four of them leave room for jumbo frames of 120 ms. */
  private static final int PACKET_CAPACITY = 6000;

  private final long memory;
  private final ByteBuffer packetBuffer;
  private final FloatBuffer pcm;
  private final long packetAddress;
  private final long pcmAddress;
  private long state;

  public OpusDecoder() {
    long pcmBytes = (long) OpusPacket.MAX_SAMPLES * CHANNELS * Float.BYTES;
    state = create();
    memory = nmemAllocChecked(pcmBytes + PACKET_CAPACITY);
    pcmAddress = memory;
    packetAddress = memory + pcmBytes;
    pcm = memFloatBuffer(pcmAddress, OpusPacket.MAX_SAMPLES * CHANNELS);
    packetBuffer = memByteBuffer(packetAddress, PACKET_CAPACITY);
  }

  private static long create() {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer error = stack.mallocInt(1);
      long decoder = Opus.opus_decoder_create(SAMPLE_RATE, CHANNELS, error);
      if (error.get(0) != Opus.OPUS_OK || decoder == 0) {
        throw new OpusException("opus_decoder_create: " + Opus.opus_strerror(error.get(0)));
      }
      return decoder;
    }
  }

  /**
   * Decodes one packet.
   *
   * @param packet borrowed for this call
   * @param out receives interleaved stereo from {@code outOffset}; needs room for two floats per
   *     sample of the packet's duration
   * @return samples per channel, or {@link OpusPacket#MALFORMED} with nothing written and the
   *     decoder as before; the caller then conceals what it expected
   */
  public int decode(byte[] packet, int offset, int length, float[] out, int outOffset) {
    int samples = OpusPacket.durationSamples(packet, offset, length);
    if (samples < 0 || length > PACKET_CAPACITY) {
      return OpusPacket.MALFORMED;
    }
    packetBuffer.put(0, packet, offset, length);
    return run(packetAddress, length, samples, 0, out, outOffset);
  }

  /**
   * Invents sound for a hole, fading out when the hole lasts.
   *
   * @param samples per channel, a multiple of 120, at most 5760
   */
  public int conceal(int samples, float[] out, int outOffset) {
    return run(0, 0, checkDuration(samples), 0, out, outOffset);
  }

  /**
   * Restores the packet lost just before {@code next} from the in-band FEC copy in it, or conceals
   * it if there is none. {@code next} itself is decoded afterwards by {@link #decode}.
   *
   * @param lostSamples duration of the lost packet, a multiple of 120, at most 5760
   * @return samples per channel, or {@link OpusPacket#MALFORMED}
   */
  public int recover(
      byte[] next, int offset, int length, int lostSamples, float[] out, int outOffset) {
    checkDuration(lostSamples);
    if (OpusPacket.durationSamples(next, offset, length) < 0 || length > PACKET_CAPACITY) {
      return OpusPacket.MALFORMED;
    }
    packetBuffer.put(0, next, offset, length);
    return run(packetAddress, length, lostSamples, 1, out, outOffset);
  }

  private int run(long data, int length, int samples, int fec, float[] out, int outOffset) {
    if (state == 0) {
      throw new IllegalStateException("decoder is closed");
    }
    int decoded = Opus.nopus_decode_float(state, data, length, pcmAddress, samples, fec);
    if (decoded <= 0) {
      if (decoded == Opus.OPUS_INVALID_PACKET || decoded == Opus.OPUS_BUFFER_TOO_SMALL) {
        return OpusPacket.MALFORMED;
      }
      throw new OpusException("opus_decode_float: " + Opus.opus_strerror(decoded));
    }
    pcm.get(0, out, outOffset, decoded * CHANNELS);
    return decoded;
  }

  private static int checkDuration(int samples) {
    if (samples <= 0
        || samples > OpusPacket.MAX_SAMPLES
        || samples % OpusPacket.SHORTEST_SAMPLES != 0) {
      throw new IllegalArgumentException("no Opus duration: " + samples + " samples");
    }
    return samples;
  }

  /** Forgets the past, as at the start of another stream. */
  public void reset() {
    if (state != 0) {
      Opus.opus_decoder_ctl(state, Opus.OPUS_RESET_STATE);
    }
  }

  @Override
  public void close() {
    if (state != 0) {
      Opus.opus_decoder_destroy(state);
      nmemFree(memory);
      state = 0;
    }
  }
}
