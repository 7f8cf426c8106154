package io.linkmic.node.program;

import io.linkmic.media.mix.SoundMixer;
import io.linkmic.media.opus.OpusEncoder;
import io.linkmic.media.opus.OpusEncoderSettings;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.OpusFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who listens to the program by WebRTC, and the Opus made for each: one encoder per host, which
 * does not hear itself, and one for all others together. The room's thread only; owns the encoders'
 * native memory.
 */
final class ReturnSounds implements AutoCloseable {
  /** 20 ms: what browsers send and expect. */
  private static final int FRAME_SAMPLES = 2 * SoundMixer.BLOCK_SAMPLES;

  /** Takes what was encoded. */
  interface Sink {
    /**
     * @param participantId whose voice is not in it, null for the whole mix
     * @param at of its first sample, µs on the program's clock
     */
    void sound(@Nullable String participantId, OpusFrame frame, long at);
  }

  private final Sink sink;
  private final List<Listener> listeners = new ArrayList<>();

  ReturnSounds(Sink sink) {
    this.sink = sink;
  }

  List<Listener> listeners() {
    return listeners;
  }

  /**
   * Exactly these listen from now on.
   *
   * @param participantIds a null in it stands for all who have no voice of their own in the mix
   */
  void listen(List<@Nullable String> participantIds) {
    listeners.removeIf(listener -> {
      // Not contains: immutable lists refuse to be asked for null.
      boolean gone =
          participantIds.stream().noneMatch(id -> Objects.equals(id, listener.participantId));
      if (gone) {
        listener.encoder.close();
      }
      return gone;
    });
    for (String id : participantIds) {
      if (listeners.stream().noneMatch(known -> Objects.equals(known.participantId, id))) {
        listeners.add(new Listener(id));
      }
    }
  }

  @Override
  public void close() {
    listen(List.of());
  }

  /** One encoder and what it is fed with. */
  final class Listener {
    private final @Nullable String participantId;
    private final OpusEncoder encoder = new OpusEncoder(OpusEncoderSettings.stereo128k());
    private final float[] frame = new float[FRAME_SAMPLES * 2];
    private final byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];
    private int filled;

    private Listener(@Nullable String participantId) {
      this.participantId = participantId;
    }

    @Nullable String participantId() {
      return participantId;
    }

    /**
     * The next 10 ms.
     *
     * @param position of the block on the program's grid, in samples
     */
    void block(float[] stereo, long position) {
      System.arraycopy(stereo, 0, frame, filled * 2, SoundMixer.BLOCK_FLOATS);
      filled += SoundMixer.BLOCK_SAMPLES;
      if (filled == FRAME_SAMPLES) {
        filled = 0;
        int size = encoder.encode(frame, 0, FRAME_SAMPLES, packet, 0);
        long first = position + SoundMixer.BLOCK_SAMPLES - FRAME_SAMPLES - SoundMixer.DELAY_SAMPLES;
        sink.sound(
            participantId,
            new OpusFrame(
                Bytes.wrap(packet, 0, size).copy(), first & 0xFFFFFFFFL, FRAME_SAMPLES, 0, -1),
            Math.floorDiv(first * 1000, SoundGrid.SAMPLE_RATE / 1000));
      }
    }
  }
}
