package io.linkmic.node.program;

import io.linkmic.media.opus.OpusPacket;
import io.linkmic.rtc.rtp.MediaKind;

/**
 * Puts one host's picture and sound on the room's clock.
 *
 * <p>Room time = media time + the track's offset. Until both tracks have sent a sender report, the
 * offsets come from the quickest arrival seen; afterwards the reports say how far picture and sound
 * are apart. Hosts that send capture times say it better: Chromium's reports tell when sound was
 * sent, 13 to 23 ms after it was captured and not always the same (measured). Sound leads, because
 * its samples stand on an unbroken grid; it follows only the drift of the sender's clock, and the
 * picture's offset follows the sound in steps too small to notice, so that lips never jump. All
 * times in µs.
 */
public final class SourceTimeline {
  // 5 % of the time that passed: 60 ms are made good in 1.2 s and no frame interval changes by more
  // than 2 ms at 30 fps, which no viewer sees.
  private static final double SLEW = 0.05;
  // A report that puts picture and sound further apart than this, compared with how they arrive,
  // comes from a broken sender clock and is not believed.
  private static final long CREDIBLE_MICROS = 1_500_000;

  // A capture time belongs to the first sample that went into the encoder; what a decoder gives for
  // it comes this much later. Encoders that send no capture times (FFmpeg) have taken it off their
  // timestamps themselves.
  private static final long LOOKAHEAD_MICROS =
      OpusPacket.ENCODER_LOOKAHEAD_SAMPLES * 1_000_000L / 48_000;

  // From 1900 to 1970 (RFC 868).
  private static final long NTP_TO_UNIX_MICROS = 2_208_988_800L * 1_000_000;

  /** {@link #capturedAt} of a sender that sends no capture times. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private final MediaTrack video = new MediaTrack(90_000);
  private final MediaTrack audio = new MediaTrack(48_000);
  private boolean running;
  private long videoOffset;
  private boolean videoOffsetSet;
  private long lastVideoMicros = Long.MIN_VALUE;
  private long shift;

  /** From now on timestamps are in use: corrections are slewed instead of taken at once. */
  public void start() {
    running = true;
  }

  /** Room time of a picture. {@code arrivalMicros}: of its first datagram, on the room's clock. */
  public long video(long rtpTimestamp, long arrivalMicros) {
    long media = video.arrived(rtpTimestamp, arrivalMicros);
    long wanted = videoTarget();
    if (!running || !videoOffsetSet) {
      videoOffset = wanted;
      videoOffsetSet = true;
    } else {
      long passed = Math.max(0, Math.min(media - lastVideoMicros, 1_000_000));
      long step = (long) (passed * SLEW);
      videoOffset += Math.clamp(wanted - videoOffset, -step, step);
    }
    lastVideoMicros = media;
    return media + videoOffset + shift;
  }

  /** Room time of the first sample of an Opus frame. */
  public long audio(long rtpTimestamp, long arrivalMicros) {
    return audio.arrived(rtpTimestamp, arrivalMicros) + audio.offset() + shift;
  }

  /**
   * By how much its media stands later on the room's clock than the quickest of it arrives; of the
   * track that comes later, if the two differ. A host whose first packets came late, as FFmpeg's
   * do, is early ever after.
   */
  long lead() {
    long sound = audio.seen() ? audio.offset() - audio.quickest() : Long.MAX_VALUE;
    long picture = videoOffsetSet ? videoOffset - video.quickest() : Long.MAX_VALUE;
    long least = Math.min(sound, picture);
    return least == Long.MAX_VALUE ? 0 : least + shift;
  }

  /** From now on its lead is this: hosts that are seen together must be shown as they arrive. */
  void lead(long wanted) {
    shift += wanted - lead();
  }

  /** The sound's clock was found elsewhere (it stood still while muted): its offset moves. */
  void moveAudio(long micros) {
    audio.move(micros);
  }

  /** RFC 3550 §6.4.1. */
  public void senderReport(MediaKind kind, long ntpTimestamp, long rtpTimestamp) {
    MediaTrack track = kind == MediaKind.VIDEO ? video : audio;
    track.report(ntpMicros(ntpTimestamp), rtpTimestamp);
  }

  /** The abs-capture-time extension: where both tracks have it, it is believed before reports. */
  public void captured(MediaKind kind, long ntpTimestamp, long rtpTimestamp) {
    long ntp = ntpMicros(ntpTimestamp);
    if (kind == MediaKind.VIDEO) {
      video.capture(ntp, rtpTimestamp);
    } else {
      audio.capture(ntp - LOOKAHEAD_MICROS, rtpTimestamp);
    }
  }

  /**
   * When a picture was captured by its sender's clock, Unix time in µs.
   *
   * @param at what {@link #video} gave for it lately
   */
  long capturedAt(long at) {
    return video.captured()
        ? at - shift - videoOffset + video.captureMinusMedia() - NTP_TO_UNIX_MICROS
        : UNKNOWN;
  }

  /** Whether lips and voices are aligned by capture times or sender reports. */
  boolean aligned() {
    return reportedSkewCredible();
  }

  /** How far the picture is from where it should be, in µs; 0 when lips match the reports. */
  long correctionPending() {
    return videoOffsetSet ? videoTarget() - videoOffset : 0;
  }

  private long videoTarget() {
    if (!audio.seen()) {
      return video.offset();
    }
    return audio.offset() + skew();
  }

  /** The picture's offset minus the sound's. */
  private long skew() {
    return reportedSkewCredible() ? reportedSkew() : arrivalSkew();
  }

  private boolean reportedSkewCredible() {
    return (bothCaptured() || (video.reported() && audio.reported()))
        && Math.abs(reportedSkew() - arrivalSkew()) < CREDIBLE_MICROS;
  }

  private long reportedSkew() {
    if (bothCaptured()) {
      return video.captureMinusMedia() - audio.captureMinusMedia();
    }
    // Both NTP readings come from one sender clock: ntp = media + ntpMinusMedia on each track.
    return video.ntpMinusMedia() - audio.ntpMinusMedia();
  }

  private boolean bothCaptured() {
    return video.captured() && audio.captured();
  }

  private long arrivalSkew() {
    return video.quickest() - audio.quickest();
  }

  private static long ntpMicros(long ntp) {
    long seconds = ntp >>> 32;
    long fraction = ntp & 0xFFFFFFFFL;
    return seconds * 1_000_000 + ((fraction * 1_000_000) >>> 32);
  }
}
