package io.linkmic.node.program;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Template;
import io.linkmic.contract.program.ProgramStatus.MixFigures;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a program has of mixes: opens one when the {@link Switcher} wants it, keeps it supplied with
 * hosts, layout and bits, and closes it. The room's thread only; times are µs.
 */
final class MixSide implements AutoCloseable {
  // After a mix that failed: time for whatever it was to pass.
  private static final long RETRY_MICROS = 5_000_000;

  private final OnAir air;
  private final Hosts hosts;
  private final PictureMix.Format wanted;
  private final PictureMix.@Nullable Gate gate;
  private final Consumer<MixNews> listener;
  private final ProgramOutput output;
  private @Nullable MixRun run;
  private int bitrate;
  private @Nullable String degraded;
  private long failedAt = Long.MIN_VALUE / 2;

  /**
   * @param wanted what a mix is made of; its size where the picture before it gives none
   * @param gate null where there is nothing to mix with
   */
  MixSide(
      OnAir air,
      Hosts hosts,
      PictureMix.Format wanted,
      PictureMix.@Nullable Gate gate,
      Consumer<MixNews> listener,
      ProgramOutput output) {
    this.air = air;
    this.hosts = hosts;
    this.wanted = wanted;
    this.gate = gate;
    this.listener = listener;
    this.output = output;
    this.bitrate = wanted.bitrate();
  }

  /** The one that is open; null without. */
  @Nullable MixRun run() {
    return run;
  }

  /** Whether the audience sees one. */
  boolean on() {
    return run != null && run.on();
  }

  /** Whether one may be opened for these hosts now. */
  boolean mayOpen(List<Host> shown, long now) {
    return gate != null
        && now - failedAt > RETRY_MICROS
        && shown.stream().allMatch(host -> host.gone || host.source.admitted(now));
  }

  /**
   * All these hosts' pictures go into one from now on.
   *
   * @param onAir who is passed through until then
   */
  void show(List<Host> shown, Layout layout, @Nullable Host onAir, long now) {
    PictureMix.Gate opener = gate;
    if (opener == null) {
      return;
    }
    MixRun open = run;
    if (open == null) {
      open = new MixRun(opener, format(), air.lead(), listener, now);
      open.layout(layout);
      open.bitrate(bitrate);
      run = open;
    }
    open.members(placed(shown, layout), air.desk().activeSpeaker(), now);
    for (Host host : shown) {
      if (host.shown
          && !host.source.cameraOff()
          && !host.gone
          && !open.feeds(host.participantId())) {
        feed(open, host, now);
      }
    }
    open.startIfWarm(air, onAir, now);
  }

  private void feed(MixRun open, Host host, long now) {
    LineUp waiting = host.lineUp;
    if (waiting != null && waiting.source() == host.source && waiting.idr() != null) {
      open.begin(waiting, now);
      host.lineUp = null;
    } else {
      output.keyFrameWanted(host.source);
    }
  }

  /** Who has a place: all who are seen; in regions of their own also those without a picture. */
  private List<Host> placed(List<Host> shown, Layout layout) {
    return layout.template() == Template.REGIONS ? hosts.copy() : shown;
  }

  /** As the picture is, so that only its parameter sets change at the cut. */
  private PictureMix.Format format() {
    VideoConfig now = air.videoConfig();
    boolean fits =
        now != null
            && now.width() % 2 == 0
            && now.height() % 2 == 0
            && now.width() <= 1920
            && now.height() <= 1080;
    return now == null || !fits
        ? wanted
        : new PictureMix.Format(
            now.width(), now.height(), wanted.frameRate(), wanted.bitrate(), wanted.gopMicros());
  }

  void layout(Layout layout) {
    if (run != null) {
      run.layout(layout);
    }
  }

  /**
   * With how many bits mixes are encoded from now on.
   *
   * @return whether one runs that did otherwise
   */
  boolean bitrate(int bitsPerSecond) {
    boolean changes = bitsPerSecond != bitrate;
    bitrate = bitsPerSecond;
    if (changes && run != null) {
      run.bitrate(bitsPerSecond);
    }
    return changes && run != null;
  }

  /** As {@link Program#small}. */
  void small(int wanted, boolean idr) {
    if (run != null) {
      run.small(wanted, idr);
    }
  }

  /** Null without one. */
  @Nullable MixFigures figures() {
    return run == null || gate == null ? null : run.figures(gate.encoder());
  }

  /**
   * @param what was given up; null for nothing any more
   */
  void degraded(@Nullable String what) {
    if (!Objects.equals(what, degraded)) {
      degraded = what;
      output.mixDegraded(what);
    }
  }

  void failed(long now) {
    failedAt = now;
    close();
  }

  /** Another one may follow. */
  @Override
  public void close() {
    if (run != null) {
      run.close();
      run = null;
      degraded(null);
    }
  }
}
