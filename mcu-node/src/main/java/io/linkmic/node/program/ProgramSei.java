package io.linkmic.node.program;

import io.linkmic.contract.room.SeiMode;
import io.linkmic.media.avc.UserDataSei;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells in the program's own pictures what is in them: an SEI message in every key frame and in
 * five pictures a second, in front of slices that stay as they are. What it says is in {@link
 * SceneText}. The room's thread only.
 */
final class ProgramSei {
  /** Of our messages: docs/sei.md. */
  static final UUID ID = UUID.fromString("b2f1c6e8-5d0a-4c37-9e41-7a6c696e6b6d");

  // Levels of a meter look alive; two hosts cost 11 kbit/s.
  private static final long EVERY_MICROS = 200_000;
  // A capture time that lies further before the arrival, or as much behind it, is of a clock that
  // is wrong. 0.1 s is how well two machines of the Internet agree.
  private static final long CREDIBLE_BEFORE_MILLIS = 2_000;
  private static final long CREDIBLE_AFTER_MILLIS = 100;

  private final OnAir air;
  private final Hosts hosts;
  private SeiMode mode = SeiMode.OFF;
  private LongSupplier unixMillis = () -> 0;
  private long toldAt = Long.MIN_VALUE / 2;

  ProgramSei(OnAir air, Hosts hosts) {
    this.air = air;
    this.hosts = hosts;
  }

  void mode(SeiMode wanted, LongSupplier wallClock) {
    mode = wanted;
    unixMillis = wallClock;
  }

  /** The picture, with a message if one is due. The picture for WebRTC is the one that came. */
  PictureMix.Event.Mixed mixed(PictureMix.Event.Mixed picture, VideoConfig canvas, long now) {
    if (mode == SeiMode.OFF || !due(picture.at(), picture.idr())) {
      return picture;
    }
    PictureMix.Shown shown = picture.shown();
    Host newest = shown.newest() == null ? null : hosts.find(shown.newest());
    String text =
        text(
            time(newest, newest == null ? picture.at() : shown.newestAt(), now),
            shown.sequence(),
            canvas,
            shown.regions());
    return new PictureMix.Event.Mixed(
        with(text, picture.nalUnits()), picture.idr(), picture.at(), picture.arrivedNanos(), shown);
  }

  /** The host's picture, with a message if passed ones get it and it is due. */
  AccessUnit passed(Host host, AccessUnit unit, long at, long sequence, long now) {
    VideoConfig canvas = host.source.configs().current();
    if (mode != SeiMode.ALL || canvas == null || !due(at, unit.idr())) {
      return unit;
    }
    var whole =
        new PictureMix.ShownRegion(host.participantId(), 0, 0, canvas.width(), canvas.height(), 0);
    String text = text(time(host, at, now), sequence, canvas, List.of(whole));
    return new AccessUnit(
        with(text, unit.nalUnits()), unit.idr(), unit.rtpTimestamp(), unit.rotationDegrees());
  }

  private boolean due(long at, boolean idr) {
    if (!idr && at - toldAt < EVERY_MICROS) {
      return false;
    }
    toldAt = at;
    return true;
  }

  private SceneText.Time time(@Nullable Host host, long at, long now) {
    long arrived = unixMillis.getAsLong() - (now - (at - air.lead())) / 1000;
    long captured = host == null ? SourceTimeline.UNKNOWN : host.source.timeline().capturedAt(at);
    if (captured != SourceTimeline.UNKNOWN) {
      long before = arrived - captured / 1000;
      if (before <= CREDIBLE_BEFORE_MILLIS && before >= -CREDIBLE_AFTER_MILLIS) {
        return new SceneText.Time(captured / 1000, true);
      }
    }
    return new SceneText.Time(arrived, false);
  }

  private String text(
      SceneText.Time time,
      long sequence,
      VideoConfig canvas,
      List<PictureMix.ShownRegion> regions) {
    SceneText text = new SceneText(time, sequence, canvas.width(), canvas.height());
    String speaker = air.desk().activeSpeaker();
    for (PictureMix.ShownRegion region : regions) {
      String id = region.participantId();
      Host host = id == null ? null : hosts.find(id);
      if (host == null) {
        text.empty(region);
      } else {
        int level = -air.desk().level(host.participantId());
        text.host(region, host.slot, level, host.participantId().equals(speaker));
      }
    }
    return text.json();
  }

  private static Bytes with(String text, Bytes nalUnits) {
    byte[] unit = UserDataSei.nalUnit(ID, text.getBytes(StandardCharsets.UTF_8));
    return Bytes.wrap(
        UserDataSei.inFront(nalUnits.array(), nalUnits.arrayOffset(), nalUnits.length(), unit));
  }
}
