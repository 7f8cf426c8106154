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
  // A key frame on the way must have this long before it is asked for again.
  private static final long KEY_FRAME_RETRY_MICROS = 400_000;

  private final long epoch;
  private final ProgramOutput output;
  private final SoundDesk desk;
  private final Bytes audioSpecificConfig;
  private final ProgramFigures figures = new ProgramFigures();
  private @Nullable VideoConfig config;
  private @Nullable Bytes lastPicture;
  private @Nullable FrozenPicture frozen;
  private boolean freezeTried;
  private long lastPictureAt;
  private long lastShownAt;
  private long lead;
  private long lastDts = -1;
  private long lastFreezeAt;
  private long lastKeyFrameAt;
  private long keyFrameAskedAt;

  OnAir(long epoch, int audioBitrate, ReturnSounds returns, ProgramOutput output) {
    this.epoch = epoch;
    this.output = output;
    this.desk = new SoundDesk(epoch, audioBitrate, this::aac, returns);
    this.audioSpecificConfig = desk.audioSpecificConfig();
  }

  /** Where the hosts' sound goes. */
  SoundDesk desk() {
    return desk;
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

  /** The newest picture's place on the room's clock. */
  long lastShownAt() {
    return lastShownAt;
  }

  /** When what stands at a time of the program would have arrived, on the node's clock. */
  long arrivalOf(long programMicros) {
    return epoch + programMicros - lead;
  }

  /** By how much the program is ahead of what arrives, in µs. */
  long lead() {
    return lead;
  }

  /** See {@link SourceTimeline#lead}; that of the host on air. */
  void lead(long micros) {
    lead = micros;
  }

  /**
   * A host's picture, untouched.
   *
   * @param at on the node's clock
   */
  void picture(Source source, AccessUnit unit, long at, long arrivedNanos, long now) {
    VideoConfig current = source.configs().current();
    if (current != null) {
      show(unit.nalUnits(), unit.idr(), current, at, arrivedNanos, now);
      figures.timeline(source.timeline());
      figures.rotation(unit.rotationDegrees());
    }
  }

  /** A picture of the mix. */
  void mixed(PictureMix.Event.Mixed picture, VideoConfig current, long now) {
    show(picture.nalUnits(), picture.idr(), current, picture.at(), picture.arrivedNanos(), now);
    figures.rotation(0);
  }

  private void show(
      Bytes nalUnits, boolean idr, VideoConfig current, long at, long arrivedNanos, long now) {
    config = current;
    frozen = null;
    freezeTried = false;
    lastPicture = nalUnits;
    lastPictureAt = now;
    lastShownAt = at;
    if (idr) {
      lastKeyFrameAt = now;
    }
    emit(nalUnits, at - epoch, idr, current, arrivedNanos);
  }

  private void emit(
      Bytes nalUnits, long atMicros, boolean idr, VideoConfig current, long arrivedNanos) {
    // Two pictures never share a millisecond, and a clock corrected backwards never shows.
    long dts = Math.max(lastDts + 1, Math.floorDiv(atMicros + 500, 1000));
    lastDts = dts;
    figures.picture(dts, nalUnits.length(), idr);
    output.packet(new ProgramPacket.Video(nalUnits, dts, idr, current, arrivedNanos));
  }

  void sound(Source source, OpusFrame frame, long arrivedAt, long now) {
    desk.frame(source, frame, arrivedAt, now + lead);
    figures.silent(desk.silent());
  }

  /** Fills up with silence where no sound came. */
  void keepSoundGoing(long now) {
    desk.mix(now + lead);
    figures.silent(desk.silent());
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
      emit(frozen.next(), now + lead - epoch, false, config, 0);
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

  @Override
  public void close() {
    desk.close();
  }
}
