package io.linkmic.node.program;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.program.ProgramMode;
import io.linkmic.node.program.Program.ProgramSettings;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the picture of a program that is on air, and cuts: passthrough of one host, the mix, or
 * the last picture held. Every cut is made before the break. From the first picture of a program to
 * its end; the room's thread only. Owns the program's sound and its mix.
 */
final class Switcher implements AutoCloseable {
  // A connected host that sends no picture for this long counts as vanished (players stall at 2 s).
  private static final long STALLED_MICROS = 1_500_000;
  // What is lined up longer ago than this would have to be hurried through: a newer IDR is asked.
  static final long STALE_MICROS = 250_000;

  private final KeptPictures kept = new KeptPictures();
  private final ProgramSei sei;
  private final OnAir air;
  private final Hosts hosts;
  private final ProgramSettings settings;
  private final MixSide mixing;
  private final ProgramOutput output;
  private Layout layout;
  private @Nullable Host forwarded;
  private ProgramMode mode = ProgramMode.IDLE;
  private String reason = "";
  private long holdSince;

  Switcher(
      OnAir air,
      Hosts hosts,
      ProgramSettings settings,
      PictureMix.@Nullable Gate gate,
      Consumer<MixNews> mixListener,
      ProgramOutput output,
      Layout layout) {
    this.air = air;
    this.hosts = hosts;
    this.settings = settings;
    this.mixing = new MixSide(air, hosts, settings.mix(), gate, mixListener, output);
    this.output = output;
    this.layout = layout;
    this.sei = new ProgramSei(air, hosts);
  }

  ProgramSei sei() {
    return sei;
  }

  MixSide mixing() {
    return mixing;
  }

  OnAir air() {
    return air;
  }

  ProgramMode mode() {
    return mode;
  }

  String reason() {
    return reason;
  }

  /** The host whose picture the audience sees untouched; in a mix the first of all. */
  @Nullable Source onAir() {
    Host host = forwarded;
    if (host == null && mixing.run() != null) {
      List<Host> visible = hosts.visible(true);
      host = visible.isEmpty() ? null : visible.getFirst();
    }
    return host == null ? null : host.source;
  }

  /** How hosts are shown, from now on. */
  void layout(Layout wanted, long now) {
    layout = wanted;
    mixing.layout(wanted);
    choose(now);
  }

  /** Where the pictures of a stream that takes part go. */
  void show(Host host, AccessUnit unit, long at, long now, long arrivedNanos) {
    MixRun run = mixing.run();
    if (run != null && !run.picture(host.participantId(), unit, at, arrivedNanos)) {
      if (!host.source.cameraOff()) {
        output.keyFrameWanted(host.source);
      }
    }
    if (host != forwarded) {
      return;
    }
    if (run != null && run.covers(at)) {
      if (kept.keep(host, unit, at, arrivedNanos, now)) {
        release(Long.MAX_VALUE, now);
      }
      return;
    }
    forward(host, unit, at, now, arrivedNanos);
  }

  private void forward(Host host, AccessUnit unit, long at, long now, long arrivedNanos) {
    if (mode == ProgramMode.HOLD && !unit.idr()) {
      // Frozen pictures took its frame numbers: only an IDR can follow, and some hosts send one
      // only when asked.
      if (air.keyFrameDue(now, 0)) {
        output.keyFrameWanted(host.source);
      }
      return;
    }
    pass(host, unit, at, arrivedNanos, now);
    passthrough(host);
    keyFrameIfDue(host, now);
  }

  /** Forwards what was kept back and stands before a time; the rest is not needed. */
  private void release(long before, long now) {
    KeptPictures.Kept each;
    while ((each = kept.poll()) != null) {
      if (each.at() < before && each.host() == forwarded) {
        forward(each.host(), each.unit(), each.at(), now, each.arrivedNanos());
      }
    }
  }

  /** Brings the picture to where the rule wants it, one step at a time. */
  void choose(long now) {
    for (Host host : hosts) {
      LineUp successor = host.successor();
      if (successor != null
          && successor.idr() != null
          && successor.soundReady(now)
          && (mixing.run() == null || successor.source().admitted(now))) {
        replace(host, successor, now);
      }
    }
    MixRun run = mixing.run();
    List<Host> visible = hosts.visible(mixing.on());
    if (run != null && run.stopping()) {
      return;
    }
    if (visible.isEmpty()) {
      placeholders(now);
      return;
    }
    Host alone = PictureRule.forwards(layout, visible);
    if (alone != null) {
      forward(alone, now);
    } else if (run != null || mixing.mayOpen(visible, now)) {
      mixing.show(visible, layout, forwarded, now);
    } else if (forwarded == null) {
      forward(visible.getFirst(), now);
    }
  }

  /** All cameras are off: the audience sees that instead of a picture that stands still. */
  private void placeholders(long now) {
    List<Host> off = hosts.withCameraOff();
    if (mixing.on() || (!off.isEmpty() && mixing.mayOpen(off, now))) {
      mixing.show(mixing.on() ? hosts.copy() : off, layout, null, now);
    }
  }

  /** Another stream of the same participant takes over. */
  private void replace(Host host, LineUp successor, long now) {
    Source before = host.source;
    align(successor, now);
    successor.source().timeline().lead(air.lead());
    air.desk().remove(before);
    air.desk().add(successor.source());
    host.source = successor.source();
    host.gone = false;
    host.shown = true;
    MixRun run = mixing.run();
    if (run != null && run.feeds(host.participantId())) {
      run.anew(host.participantId());
    }
    if (host == forwarded) {
      cut(host, successor, now);
    } else {
      if (run != null) {
        run.begin(successor, now);
      }
      sounds(successor, now);
      host.lineUp = null;
    }
    output.replaced(before);
  }

  /** All arrivals are shown to the timeline first: the best estimate then stands from the start. */
  static void align(LineUp lineUp, long now) {
    Source source = lineUp.source();
    for (LineUp.Waiting waiting : lineUp.waiting()) {
      switch (waiting) {
        case LineUp.Picture p -> source.pictureAt(p.unit().rtpTimestamp(), p.firstAt(), now);
        case LineUp.Sound s -> source.timeline().audio(s.frame().rtpTimestamp(), s.at());
      }
    }
  }

  /** One host's pictures go on untouched. */
  private void forward(Host host, long now) {
    MixRun run = mixing.run();
    if (run != null && !run.on()) {
      mixing.close();
      release(Long.MAX_VALUE, now);
      run = null;
    }
    if (host == forwarded && run == null) {
      return;
    }
    if (run != null && run.feeds(host.participantId())) {
      run.members(List.of(host), null, now);
    }
    LineUp waiting = host.linedUp();
    LineUp.Picture idr = waiting.idr();
    if (idr != null && now - idr.firstAt() > STALE_MICROS) {
      waiting.clear();
      idr = null;
    }
    if (idr == null) {
      output.keyFrameWanted(host.source);
    } else if (run == null) {
      cut(host, waiting, now);
    } else {
      long at = host.source.pictureAt(idr.unit().rtpTimestamp(), idr.firstAt(), now);
      run.stop(at, host);
    }
  }

  /** The host's stream is what the audience sees from its lined-up IDR on. */
  void cut(Host host, LineUp waiting, long now) {
    Source source = waiting.source();
    source.settle();
    forwarded = host;
    host.shown = true;
    host.lineUp = null;
    for (LineUp.Waiting each : waiting.waiting()) {
      switch (each) {
        case LineUp.Picture p -> {
          long at = source.pictureAt(p.unit().rtpTimestamp(), p.firstAt(), now);
          pass(host, p.unit(), at, p.arrivedNanos(), now);
        }
        case LineUp.Sound s -> air.sound(source, s.frame(), s.at(), now);
      }
    }
    passthrough(host);
  }

  private void pass(Host host, AccessUnit unit, long at, long arrivedNanos, long now) {
    AccessUnit told = sei.passed(host, unit, at, layout.sequence(), now);
    air.picture(host.source, told, at, arrivedNanos, now);
  }

  private void sounds(LineUp lineUp, long now) {
    for (LineUp.Waiting each : lineUp.waiting()) {
      if (each instanceof LineUp.Sound s) {
        air.sound(lineUp.source(), s.frame(), s.at(), now);
      }
    }
  }

  /** What a mix told, on the room's thread. */
  void mixHappened(MixNews news, long now) {
    MixRun run = mixing.run();
    if (run == null || run != news.from()) {
      return; // of a mix that is over
    }
    switch (news.event()) {
      case PictureMix.Event.Ready(String participantId) -> run.ready(participantId);
      case PictureMix.Event.KeyFrameWanted(String participantId) -> {
        Host host = hosts.find(participantId);
        if (host != null) {
          output.keyFrameWanted(host.source);
        }
      }
      case PictureMix.Event.Mixed picture -> mixed(run, picture, now);
      case PictureMix.Event.Small small -> {
        if (run.on()) {
          output.returnSmall(unit(small.nalUnits(), small.idr(), small.at()), returnAt(small.at()));
        }
        return;
      }
      case PictureMix.Event.SmallFailed(String why) -> output.smallFailed(why);
      case PictureMix.Event.Degraded(String what) -> mixing.degraded(what);
      case PictureMix.Event.Stopped() -> stopped(run, now);
      case PictureMix.Event.Failed(String why) -> {
        mixing.failed(now);
        release(Long.MAX_VALUE, now);
        if (mode == ProgramMode.MIX) {
          hold("The mix failed (" + why + "); waiting for a key frame.", now);
        }
      }
    }
    choose(now);
  }

  private void mixed(MixRun run, PictureMix.Event.Mixed picture, long now) {
    if (!run.takes(picture)) {
      return;
    }
    VideoConfig config = run.config();
    if (config == null) {
      return;
    }
    release(picture.at(), now);
    air.mixed(sei.mixed(picture, config, now), config, now);
    output.returnPicture(
        unit(picture.nalUnits(), picture.idr(), picture.at()), returnAt(picture.at()));
    if (forwarded != null || mode != ProgramMode.MIX) {
      forwarded = null;
      change(ProgramMode.MIX, PictureRule.whyMixed(layout, hosts.visible(true).size()));
    }
  }

  private static AccessUnit unit(Bytes nalUnits, boolean idr, long at) {
    return new AccessUnit(nalUnits, idr, (at * 9 / 100) & 0xFFFFFFFFL, 0);
  }

  private long returnAt(long at) {
    return at - air.lead();
  }

  private void stopped(MixRun run, long now) {
    Host host = run.successor();
    mixing.close();
    LineUp waiting = host == null ? null : host.lineUp;
    if (host != null && waiting != null && waiting.idr() != null && !host.gone) {
      cut(host, waiting, now);
    } else {
      hold("Waiting for a key frame of who remains.", now);
    }
  }

  private void passthrough(Host host) {
    if (mode != ProgramMode.PASSTHROUGH) {
      change(
          ProgramMode.PASSTHROUGH,
          "One host (" + host.participantId() + ") without overlays: forwarded untouched.");
    }
  }

  void hold(String why, long now) {
    if (mode == ProgramMode.PASSTHROUGH || mode == ProgramMode.MIX) {
      holdSince = now;
      change(ProgramMode.HOLD, why);
    }
  }

  private void keyFrameIfDue(Host host, long now) {
    if (air.keyFrameDue(now, settings.gop().toNanos() / 1000)) {
      output.keyFrameWanted(host.source);
    }
  }

  /** Whoever watches begins now: a key frame soon. */
  void keyFrame() {
    MixRun run = mixing.run();
    Host host = forwarded;
    if (run != null && run.on()) {
      run.keyFrame();
    } else if (host != null) {
      output.keyFrameWanted(host.source);
    }
  }

  private void change(ProgramMode to, String why) {
    mode = to;
    reason = why;
    output.modeChanged(to, why);
  }

  /** To be called every 40 ms or so. */
  void tick(long now) {
    Host host = forwarded;
    if (mode == ProgramMode.PASSTHROUGH && host != null) {
      if (now - air.lastPictureAt() > STALLED_MICROS) {
        hold("No picture comes from the host; the last one is held.", now);
      } else {
        keyFrameIfDue(host, now);
      }
      air.lead(host.source.timeline().lead());
    }
    if (mode == ProgramMode.HOLD) {
      air.freeze(now);
    }
    air.keepSoundGoing(now);
  }

  /** Whether a picture has been held for as long as one is. */
  boolean heldFor(long micros, long now) {
    return mode == ProgramMode.HOLD && now - holdSince > micros;
  }

  /** The host's connection is lost. */
  void vanished(Host host, long now) {
    if (host == forwarded) {
      hold("The host's connection is lost; its last picture is held.", now);
    }
  }

  /** The host stays away for too long: whoever else is there is shown. */
  void stalled(Host host) {
    if (host == forwarded) {
      forwarded = null;
    }
  }

  /** The host takes part no more. */
  void left(Host host) {
    air.desk().remove(host.source);
    if (host == forwarded) {
      forwarded = null;
      if (hosts.anyHere()) {
        hold("Waiting for a key frame of who remains.", air.lastPictureAt());
      }
    }
  }

  @Override
  public void close() {
    mixing.close();
    air.close();
  }
}
