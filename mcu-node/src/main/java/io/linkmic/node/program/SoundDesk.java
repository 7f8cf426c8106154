package io.linkmic.node.program;

import io.linkmic.media.mix.ActiveSpeaker;
import io.linkmic.media.mix.SoundMeter;
import io.linkmic.media.mix.SoundMixer;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.OpusFrame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The program's sound: every host's voice on a channel of its own, summed 10 ms at a time onto one
 * {@link SoundGrid} that is never interrupted, and to each listener the sum without its own voice.
 *
 * <p>A block is mixed as soon as every host that is heard has sent its part of it; who is silent is
 * not waited for, and who is late not for long. Positions count samples at 48 kHz from the
 * program's beginning. The room's thread only. Owns the native memory of all channels and of the
 * encoder.
 */
final class SoundDesk implements AutoCloseable {
  /** 16 hosts, and four streams that replace others at the moment. */
  static final int MOST_CHANNELS = 20;

  // Packets later than this are beyond the ingest's own waiting; silence takes their place.
  private static final long PATIENCE_MICROS = 400_000;
  // With others on the desk nobody holds them up for longer than a repetition on a good network
  // takes.
  private static final long PATIENCE_OF_OTHERS_MICROS = 120_000;
  // While silence is being made the grid stays this close behind real time, so that a microphone
  // that comes back is heard at once.
  private static final long SILENCE_MARGIN_MICROS = 60_000;

  private final long epoch;
  private final SoundGrid grid;
  private final SoundMixer mixer = new SoundMixer(MOST_CHANNELS);
  private final @Nullable DeskChannel[] channels = new DeskChannel[MOST_CHANNELS];
  private final long[] freedAt = new long[MOST_CHANNELS];
  private final float[] block = new float[SoundMixer.BLOCK_FLOATS];
  private final float[] without = new float[SoundMixer.BLOCK_FLOATS];
  private final SoundMeter meter = new SoundMeter(MOST_CHANNELS);
  private final ActiveSpeaker speaker = new ActiveSpeaker(MOST_CHANNELS);
  private final ReturnSounds returns;
  // The next block's first sample.
  private long position;
  private boolean silent = true;
  private int speaking = ActiveSpeaker.NOBODY;

  /**
   * @param epoch program time 0 on the node's clock, µs
   */
  SoundDesk(long epoch, int bitrate, SoundGrid.Sink sink, ReturnSounds returns) {
    this.epoch = epoch;
    this.grid = new SoundGrid(bitrate, sink);
    this.returns = returns;
    Arrays.fill(freedAt, -1);
  }

  Bytes audioSpecificConfig() {
    return grid.audioSpecificConfig();
  }

  /** Whether the newest block was silence. */
  boolean silent() {
    return silent;
  }

  /** Who speaks, or spoke last; null before anybody did. */
  @Nullable String activeSpeaker() {
    DeskChannel channel = speaking == ActiveSpeaker.NOBODY ? null : channels[speaking];
    return channel == null ? null : channel.source.participantId();
  }

  /** 0 (loudest) to 127 (silence), dBov without its sign (RFC 6464); 127 for who has no sound. */
  int level(String participantId) {
    DeskChannel channel = channelOf(participantId);
    return channel == null ? SoundMeter.SILENCE : meter.level(channel.slot);
  }

  /** A host's sound is heard from now on. Without a free channel it stays unheard. */
  void add(Source source) {
    if (!source.hasAudio() || channel(source) != null) {
      return;
    }
    for (int slot = 0; slot < MOST_CHANNELS; slot++) {
      // A voice that has just left dies away in its slot for one block more.
      if (channels[slot] == null && freedAt[slot] < position) {
        channels[slot] = new DeskChannel(source, slot, position);
        return;
      }
    }
  }

  /** It is heard no more; its voice dies away within 5 ms. */
  void remove(Source source) {
    DeskChannel channel = channel(source);
    if (channel != null) {
      channels[channel.slot] = null;
      freedAt[channel.slot] = position;
      meter.reset(channel.slot);
      speaker.leave(channel.slot);
      channel.close();
    }
  }

  void frame(Source source, OpusFrame frame, long arrivedAt, long now) {
    DeskChannel channel = channel(source);
    if (channel != null) {
      long at = samples(source.timeline().audio(frame.rtpTimestamp(), arrivedAt) - epoch);
      channel.frame(frame, at);
      mix(now);
    }
  }

  /**
   * Mixes what is complete, and fills up what came too late.
   *
   * @param now on the room's clock, with the program's lead
   */
  void mix(long now) {
    while (complete(now)) {
      mixBlock();
    }
  }

  private boolean complete(long now) {
    long end = position + SoundMixer.BLOCK_SAMPLES;
    boolean heard = false;
    boolean waits = false;
    int audible = audible();
    for (DeskChannel channel : channels) {
      if (channel == null || channel.has(position)) {
        heard |= channel != null && !channel.silent();
        continue;
      }
      if (channel.silent()) {
        continue;
      }
      long patience = audible > 1 ? PATIENCE_OF_OTHERS_MICROS : PATIENCE_MICROS;
      long until = samples(now - epoch - patience);
      if (until >= end) {
        channel.fill(until);
      } else {
        waits = true;
      }
    }
    if (waits) {
      return false;
    }
    // Nobody to be heard sets the pace: the clock does.
    return heard || samples(now - epoch - SILENCE_MARGIN_MICROS) >= end;
  }

  private int audible() {
    int audible = 0;
    for (DeskChannel channel : channels) {
      if (channel != null && !channel.silent()) {
        audible++;
      }
    }
    return audible;
  }

  private void mixBlock() {
    mixer.begin();
    silent = true;
    for (DeskChannel channel : channels) {
      if (channel == null) {
        continue;
      }
      if (!channel.has(position)) {
        channel.fill(position + SoundMixer.BLOCK_SAMPLES);
      }
      if (channel.loud(position)) {
        channel.read(position, block);
        mixer.add(channel.slot, block, 0, channel.source.gain());
        meter.measure(channel.slot, block, 0);
        speaker.hear(channel.slot, meter.blockLevel(channel.slot));
        silent = false;
      } else {
        meter.silence(channel.slot);
      }
    }
    speaking = speaker.elect(position / SoundMixer.BLOCK_SAMPLES);
    mixer.mix(block);
    // The mixer is late by a constant: its first samples are from before the beginning.
    int early = (int) Math.clamp(SoundMixer.DELAY_SAMPLES - position, 0, SoundMixer.BLOCK_SAMPLES);
    grid.append(block, early, SoundMixer.BLOCK_SAMPLES - early);
    for (ReturnSounds.Listener listener : returns.listeners()) {
      DeskChannel own = channelOf(listener.participantId());
      if (own == null) {
        listener.block(block, position);
      } else {
        mixer.minus(own.slot, without);
        listener.block(without, position);
      }
    }
    position += SoundMixer.BLOCK_SAMPLES;
  }

  private @Nullable DeskChannel channel(Source source) {
    for (DeskChannel channel : channels) {
      if (channel != null && channel.source == source) {
        return channel;
      }
    }
    return null;
  }

  private @Nullable DeskChannel channelOf(@Nullable String participantId) {
    for (DeskChannel channel : channels) {
      if (channel != null && channel.source.participantId().equals(participantId)) {
        return channel;
      }
    }
    return null;
  }

  private static long samples(long micros) {
    return Math.floorDiv(micros * (SoundGrid.SAMPLE_RATE / 1000), 1000);
  }

  @Override
  public void close() {
    for (int slot = 0; slot < MOST_CHANNELS; slot++) {
      DeskChannel channel = channels[slot];
      channels[slot] = null;
      if (channel != null) {
        channel.close();
      }
    }
    grid.close();
  }
}
