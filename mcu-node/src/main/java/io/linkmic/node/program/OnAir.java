package io.linkmic.node.program;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.FrozenPicture;
import io.linkmic.rtc.codec.OpusFrame;
import org.jspecify.annotations.Nullable;

/**
 * A program while it runs: puts pictures and sound on its timeline and hands them out. Program time
 * 0 is {@code epoch} on the node's clock.
 */
public final class OnAir implements AutoCloseable {
  // 10 repetitions a second of 20 bytes keep every player's video buffer growing.
  private static final long FREEZE_STEP_MICROS = 100_000;
  // Packets later than this are beyond the ingest's own waiting; silence takes their place.
  private static final long SOUND_PATIENCE_MICROS = 400_000;
  // While silence is being made the grid stays this close behind real time, so that a microphone
  // that comes back is heard at once.
  private static final long SILENCE_MARGIN_MICROS = 60_000;
  // A key frame on the way must have this long before it is asked for again.
  private static final long KEY_FRAME_RETRY_MICROS = 400_000;

  private final long epoch;
  private final ProgramOutput output;
  private final SoundGrid grid;
  private final Bytes audioSpecificConfig;
  private final ProgramFigures figures = new ProgramFigures();
  private @Nullable HostSound sound;
  private @Nullable VideoConfig config;
  private @Nullable Bytes lastPicture;
  private @Nullable FrozenPicture frozen;
  private boolean freezeTried;
  private long lastPictureAt;
  private long lastDts = -1;
  private long lastFreezeAt;
  private long lastKeyFrameAt;
  private long keyFrameAskedAt;

  OnAir(long epoch, int audioBitrate, ProgramOutput output) {
    this.epoch = epoch;
    this.output = output;
    this.grid = new SoundGrid(audioBitrate, this::aac);
    this.audioSpecificConfig = grid.audioSpecificConfig();
  }

  public ProgramFigures figures() {
    return figures;
  }

  /** Goes into FLV's AAC sequence header. */
  public Bytes audioSpecificConfig() {
    return audioSpecificConfig;
  }

  /** Null before the first picture. */
  public @Nullable VideoConfig videoConfig() {
    return config;
  }

  long lastPictureAt() {
    return lastPictureAt;
  }

  /** Another stream begins: its sound gets a decoder of its own. */
  void host(Source source) {
    if (sound != null) {
      sound.close();
    }
    sound = source.hasAudio() ? new HostSound() : null;
  }

  void picture(Source source, AccessUnit unit, long firstAt, long arrivedNanos, long now) {
    VideoConfig current = source.configs().current();
    if (current == null) {
      return;
    }
    long at = source.timeline().video(unit.rtpTimestamp(), firstAt) - epoch;
    config = current;
    frozen = null;
    freezeTried = false;
    lastPicture = unit.nalUnits();
    lastPictureAt = now;
    if (unit.idr()) {
      lastKeyFrameAt = now;
    }
    emit(unit.nalUnits(), at, unit.idr(), current, arrivedNanos);
    figures.timeline(source.timeline());
    figures.rotation(unit.rotationDegrees());
  }

  private void emit(
      Bytes nalUnits, long atMicros, boolean idr, VideoConfig current, long arrivedNanos) {
    // Two pictures never share a millisecond, and a clock corrected backwards never shows.
    long dts = Math.max(lastDts + 1, Math.floorDiv(atMicros + 500, 1000));
    lastDts = dts;
    figures.picture(dts, nalUnits.length(), idr);
    output.packet(new ProgramPacket.Video(nalUnits, dts, idr, current, arrivedNanos));
  }

  void sound(Source source, OpusFrame frame, long arrivedAt) {
    HostSound track = sound;
    if (track == null) {
      return;
    }
    long at = samples(source.timeline().audio(frame.rtpTimestamp(), arrivedAt) - epoch);
    if (at + frame.durationSamples() <= 0) {
      return; // from before the program began
    }
    long moved = track.frame(frame, at, source.audioMuted(), source.gain(), grid);
    if (moved != 0) {
      source.timeline().moveAudio(moved * 1_000_000 / SoundGrid.SAMPLE_RATE);
    }
    figures.silent(track.silent());
  }

  /** Fills up with silence where no sound came. */
  void keepSoundGoing(Source source, boolean held, long now) {
    HostSound track = sound;
    boolean silent = held || track == null || track.silent() || source.audioMuted();
    long margin = silent ? SILENCE_MARGIN_MICROS : SOUND_PATIENCE_MICROS;
    long until = samples(now - epoch - margin);
    if (until <= grid.position()) {
      return;
    }
    if (track != null) {
      track.silence(until, grid);
    } else {
      grid.appendSilence(until - grid.position());
    }
    figures.silent(true);
  }

  /** Repeats the last picture if one is due. */
  void freeze(long now) {
    if (now - lastFreezeAt < FREEZE_STEP_MICROS || config == null || lastPicture == null) {
      return;
    }
    if (!freezeTried) {
      freezeTried = true;
      frozen = FrozenPicture.after(config.sps(), config.pps(), lastPicture).orElse(null);
    }
    lastFreezeAt = now;
    if (frozen != null) {
      emit(frozen.next(), now - epoch, false, config, 0);
    }
  }

  /** Whether the key-frame distance is over; then says no until there was time for one to come. */
  boolean keyFrameDue(long now, long gopMicros) {
    if (now - lastKeyFrameAt < gopMicros || now - keyFrameAskedAt < KEY_FRAME_RETRY_MICROS) {
      return false;
    }
    keyFrameAskedAt = now;
    return true;
  }

  private void aac(Bytes frame, long position) {
    long dts = (position * 1000 + SoundGrid.SAMPLE_RATE / 2) / SoundGrid.SAMPLE_RATE;
    figures.sound(dts, frame.length());
    output.packet(new ProgramPacket.Audio(frame, dts));
  }

  private static long samples(long micros) {
    return Math.floorDiv(micros * (SoundGrid.SAMPLE_RATE / 1000), 1000);
  }

  @Override
  public void close() {
    if (sound != null) {
      sound.close();
      sound = null;
    }
    grid.close();
  }
}
