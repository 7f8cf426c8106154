package io.linkmic.media.opus;

import static org.lwjgl.system.MemoryUtil.memAddress;
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
 * Encodes interleaved stereo floats (±1.0), 48 kHz, into Opus packets.
 *
 * <p>One thread at a time; {@link #close} frees the native memory and may be called twice.
 */
public final class OpusEncoder implements AutoCloseable {

  /** Room for every packet the encoder makes: one frame has at most 1275 bytes, 120 ms have six. */
  public static final int MAX_PACKET_BYTES = 6 * 1275 + 14;

  private static final int CHANNELS = 2;

  private final long memory;
  private final long packetAddress;
  private final FloatBuffer pcm;
  private final ByteBuffer packet;
  private long state;

  public OpusEncoder(OpusEncoderSettings settings) {
    long pcmBytes = (long) OpusPacket.MAX_SAMPLES * CHANNELS * Float.BYTES;
    state = create(settings);
    memory = nmemAllocChecked(pcmBytes + MAX_PACKET_BYTES);
    packetAddress = memory + pcmBytes;
    pcm = memFloatBuffer(memory, OpusPacket.MAX_SAMPLES * CHANNELS);
    packet = memByteBuffer(packetAddress, MAX_PACKET_BYTES);
  }

  private static long create(OpusEncoderSettings settings) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer error = stack.mallocInt(1);
      int application = settings.voice() ? Opus.OPUS_APPLICATION_VOIP : Opus.OPUS_APPLICATION_AUDIO;
      long encoder = Opus.opus_encoder_create(48_000, CHANNELS, application, error);
      if (error.get(0) != Opus.OPUS_OK || encoder == 0) {
        throw new OpusException("opus_encoder_create: " + Opus.opus_strerror(error.get(0)));
      }
      Opus.opus_encoder_ctl(encoder, Opus.OPUS_SET_BITRATE(settings.bitrate()));
      Opus.opus_encoder_ctl(encoder, Opus.OPUS_SET_INBAND_FEC(settings.inbandFec() ? 1 : 0));
      Opus.opus_encoder_ctl(
          encoder, Opus.OPUS_SET_PACKET_LOSS_PERC(settings.expectedLossPercent()));
      Opus.opus_encoder_ctl(encoder, Opus.OPUS_SET_DTX(settings.dtx() ? 1 : 0));
      if (settings.mono()) {
        Opus.opus_encoder_ctl(encoder, Opus.OPUS_SET_FORCE_CHANNELS(1));
      }
      return encoder;
    }
  }

  /**
   * Encodes one packet.
   *
   * @param interleaved borrowed for this call; {@code 2 × samples} floats from {@code offset}
   * @param samples per channel: 120, 240, 480, 960, 1920 or 2880
   * @param out receives the packet from {@code outOffset}
   * @return bytes written
   */
  public int encode(float[] interleaved, int offset, int samples, byte[] out, int outOffset) {
    if (state == 0) {
      throw new IllegalStateException("encoder is closed");
    }
    pcm.put(0, interleaved, offset, samples * CHANNELS);
    int capacity = Math.min(MAX_PACKET_BYTES, out.length - outOffset);
    int bytes = Opus.nopus_encode_float(state, memAddress(pcm), samples, packetAddress, capacity);
    if (bytes < 0) {
      throw new OpusException("opus_encode_float: " + Opus.opus_strerror(bytes));
    }
    packet.get(0, out, outOffset, bytes);
    return bytes;
  }

  @Override
  public void close() {
    if (state != 0) {
      Opus.opus_encoder_destroy(state);
      nmemFree(memory);
      state = 0;
    }
  }
}
