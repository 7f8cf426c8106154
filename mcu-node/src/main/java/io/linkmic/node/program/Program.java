package io.linkmic.node.program;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.program.ProgramMode;
import io.linkmic.contract.program.ProgramStatus.MixFigures;
import io.linkmic.contract.room.SeiMode;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.rtp.MediaKind;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A room's one program: idle, passthrough, mix or hold, on one timeline.
 *
 * <p>The first picture is an IDR with its parameter sets and leaves together with sound. From then
 * on every cut is made before the break: to another stream at its first IDR, to the mix at its
 * first picture, back to passthrough at an IDR of the host who remains. A host that vanishes is
 * held: its last picture and silence go on until it comes back or the hold time ends. The sound of
 * all hosts is always mixed, whatever the picture is. Times are microseconds on the node's
 * monotonic clock; program time begins at 0 with the first picture. One thread: the room's.
 */
public final class Program implements AutoCloseable {
  private final ProgramSettings settings;
  private final ProgramOutput output;
  private final PictureMix.@Nullable Gate gate;
  private final Consumer<MixNews> mixListener;
  private final Hosts hosts = new Hosts();
  private final ReturnSounds returns;
  private Layout layout = Layout.DEFAULT;
  private SeiMode seiMode = SeiMode.OFF;
  private LongSupplier wallClock = () -> 0;
  private @Nullable Switcher switcher;
  private String reason = "No host has published yet.";

  /**
   * @param gate opens mixes; null where there is nothing to mix with
   * @param mixListener hears of what they do, on any thread, and brings it to {@link #mixHappened}
   *     on the room's
   */
  public Program(
      ProgramSettings settings,
      ProgramOutput output,
      PictureMix.@Nullable Gate gate,
      Consumer<MixNews> mixListener) {
    this.settings = settings;
    this.output = output;
    this.gate = gate;
    this.mixListener = mixListener;
    this.returns = new ReturnSounds(this::returnSound);
  }

  public ProgramMode mode() {
    Switcher running = switcher;
    return running == null ? ProgramMode.IDLE : running.mode();
  }

  public String reason() {
    Switcher running = switcher;
    return running == null ? reason : running.reason();
  }

  /** The host whose picture the audience sees untouched; in a mix the first of all. */
  public @Nullable Source onAir() {
    Switcher running = switcher;
    return running == null ? null : running.onAir();
  }

  /** The host on air or about to be. */
  public @Nullable Source source() {
    Source shown = onAir();
    if (shown != null) {
      return shown;
    }
    for (Host host : hosts) {
      return host.source;
    }
    return null;
  }

  /** Whether the stream is one of the program's. */
  boolean knows(Source source) {
    return hosts.of(source) != null;
  }

  /** Figures of the running program, null when idle. */
  public @Nullable OnAir air() {
    Switcher running = switcher;
    return running == null ? null : running.air();
  }

  /** How hosts are shown, from now on. */
  public void layout(Layout wanted, long now) {
    layout = wanted;
    Switcher running = switcher;
    if (running != null) {
      running.layout(wanted, now);
    }
  }

  /**
   * In which pictures an SEI message tells what is in them, from now on; in none until it is said.
   *
   * @param unixMillis the wall clock
   */
  public void sei(SeiMode mode, LongSupplier unixMillis) {
    seiMode = mode;
    wallClock = unixMillis;
    Switcher running = switcher;
    if (running != null) {
      running.sei().mode(mode, unixMillis);
    }
  }

  /**
   * With how many bits a second the mix is encoded from now on, until the program's end.
   *
   * @return whether a mix runs that did otherwise
   */
  public boolean mixBitrate(int wanted) {
    Switcher running = switcher;
    return running != null && running.mixing().bitrate(wanted);
  }

  /**
   * Wants the mix's pictures once more, smaller, by {@link ProgramOutput#returnSmall}. To be said
   * again several times a second.
   *
   * @param bitrate bit/s, 0 for none
   * @param idr whether somebody waits for an IDR of them
   */
  public void small(int bitrate, boolean idr) {
    Switcher running = switcher;
    if (running != null) {
      running.mixing().small(bitrate, idr);
    }
  }

  /** Of the mix that the audience sees; null without. */
  public @Nullable MixFigures mixFigures() {
    Switcher running = switcher;
    return running == null ? null : running.mixing().figures();
  }

  /**
   * Who gets the sound by {@link ProgramOutput#returnSound}.
   *
   * @param participantIds a null in it stands for all who have no voice of their own in the program
   */
  public void listen(List<@Nullable String> participantIds) {
    returns.listen(participantIds);
  }

  /** A host published: its stream takes part from its first IDR on. */
  public void publish(Source source) {
    Host host = hosts.find(source.participantId());
    if (host == null) {
      hosts.add(source);
    } else {
      LineUp before = host.successor();
      host.lineUp = new LineUp(source);
      if (before != null) {
        output.replaced(before.source());
      }
    }
    if (switcher == null) {
      reason = "Waiting for the first key frame of " + source.participantId() + ".";
    }
  }

  /** A picture of any published source. */
  public void video(Source source, AccessUnit unit, long firstAt, long now, long arrivedNanos) {
    Host host = hosts.of(source);
    if (host == null) {
      return;
    }
    source.configs().look(unit.nalUnits());
    LineUp waiting = host.lineUp;
    boolean shown = host.shown;
    Switcher running = source == host.source ? switcher : null;
    // Also for a stream that only waits: how quick its way is shows from its first packet on.
    long at = switcher == null ? 0 : source.pictureAt(unit.rtpTimestamp(), firstAt, now);
    source.heard(now);
    admit(host, now);
    if (waiting != null && waiting.source() == source) {
      lineUp(host, waiting, unit, firstAt, now, arrivedNanos);
    }
    if (running != null && shown) {
      running.show(host, unit, at, now, arrivedNanos);
    }
    choose(now);
  }

  /**
   * A host takes part in a running program once it is known how quick its way is: then what it
   * sends stands where the others' of the same moment does.
   */
  private void admit(Host host, long now) {
    OnAir running = air();
    if (running != null && !host.admitted && host.source.admitted(now)) {
      host.admitted = true;
      host.source.timeline().lead(running.lead());
      running.desk().add(host.source);
    }
  }

  private void lineUp(
      Host host, LineUp waiting, AccessUnit unit, long firstAt, long now, long arrivedNanos) {
    LineUp.Picture idr = waiting.idr();
    if (unit.idr() && idr != null && now - idr.firstAt() > Switcher.STALE_MICROS) {
      waiting.clear();
    }
    if (!waiting.picture(unit, firstAt, arrivedNanos)) {
      output.keyFrameWanted(waiting.source());
    } else if (waiting.source() == host.source && host.admitted) {
      host.shown = true;
    }
  }

  /** Sound of any published source. */
  public void audio(Source source, OpusFrame frame, long now) {
    Host host = hosts.of(source);
    if (host == null) {
      return;
    }
    OnAir running = air();
    if (running != null && source == host.source) {
      if (host.admitted) {
        running.sound(source, frame, now, now);
      } else {
        source.timeline().audio(frame.rtpTimestamp(), now);
      }
      source.heard(now);
      admit(host, now);
      return;
    }
    LineUp waiting = host.lineUp;
    if (waiting != null && waiting.source() == source) {
      if (running != null) {
        source.timeline().audio(frame.rtpTimestamp(), now);
        source.heard(now);
      }
      waiting.sound(frame, now);
      choose(now);
    }
  }

  public void senderReport(Source source, MediaKind kind, long ntp, long rtpTimestamp) {
    source.timeline().senderReport(kind, ntp, rtpTimestamp);
  }

  public void captureTime(Source source, MediaKind kind, long ntp, long rtpTimestamp) {
    source.timeline().captured(kind, ntp, rtpTimestamp);
  }

  /** The source is gone; the program holds its last picture if it was to be seen. */
  public void vanished(Source source, long now) {
    Host host = hosts.of(source);
    if (host == null) {
      return;
    }
    if (source != host.source) {
      host.lineUp = null;
      return;
    }
    Switcher running = switcher;
    LineUp successor = host.successor();
    if (!host.shown || running == null) {
      if (successor == null) {
        forget(host);
        if (running == null) {
          reason = "The host left before its first key frame.";
        }
      }
      return;
    }
    host.gone = true;
    host.goneSince = now;
    if (successor == null) {
      host.lineUp = null;
    }
    running.vanished(host, now);
    choose(now);
  }

  /** The participant ended its stream on purpose, or does not come back: no hold. */
  public void unpublished(String participantId) {
    Host host = hosts.find(participantId);
    if (host == null) {
      return;
    }
    forget(host);
    if (switcher != null && !hosts.anyHere()) {
      end("The host stopped publishing.");
    }
  }

  private void forget(Host host) {
    hosts.remove(host);
    Switcher running = switcher;
    if (running != null) {
      running.left(host);
    }
  }

  /** To be called every 40 ms or so. */
  public void tick(long now) {
    choose(now);
    Switcher running = switcher;
    if (running == null) {
      return;
    }
    if (heldTooLong(running, now)) {
      end("The host did not come back within " + settings.holdTimeout().toSeconds() + " s.");
    } else {
      running.tick(now);
    }
  }

  private boolean heldTooLong(Switcher running, long now) {
    long longest = settings.holdTimeout().toNanos() / 1000;
    for (Host host : hosts.copy()) {
      if (host.gone && host.successor() == null && now - host.goneSince > longest) {
        forget(host);
      } else if (host.shown && host.stalled(now, longest) && givesWay(running, host)) {
        // Connected, or its end is not known yet: it may come back at its next IDR.
        host.shown = false;
        host.linedUp();
        running.stalled(host);
      }
    }
    return switch (running.mode()) {
      case HOLD -> running.heldFor(longest, now);
      case MIX -> hosts.allStalled(now, longest);
      case IDLE, PASSTHROUGH -> hosts.isEmpty();
    };
  }

  /** Whether something else can be shown than a host that stalls. */
  private boolean givesWay(Switcher running, Host host) {
    return running.mode() == ProgramMode.MIX
        || hosts.visible(false).stream().anyMatch(other -> other != host);
  }

  /** What a mix told, on the room's thread. */
  public void mixHappened(MixNews news, long now) {
    Switcher running = switcher;
    if (running != null) {
      running.mixHappened(news, now);
    }
  }

  /** Whoever watches begins now: a key frame soon. */
  public void keyFrame() {
    Switcher running = switcher;
    if (running != null) {
      running.keyFrame();
    }
  }

  private void returnSound(@Nullable String participantId, OpusFrame frame, long programAt) {
    OnAir running = air();
    if (running != null) {
      output.returnSound(participantId, frame, running.arrivalOf(programAt));
    }
  }

  private void choose(long now) {
    Switcher running = switcher;
    if (running == null) {
      begin(now);
    } else {
      running.choose(now);
    }
  }

  private void begin(long now) {
    for (Host host : hosts) {
      LineUp waiting = host.lineUp;
      if (waiting != null && waiting.idr() != null && waiting.soundReady(now)) {
        begin(host, waiting, now);
        return;
      }
    }
  }

  private void begin(Host host, LineUp waiting, long now) {
    LineUp.Picture idr = waiting.idr();
    if (idr == null) {
      return;
    }
    Switcher.align(waiting, now);
    Source source = waiting.source();
    long epoch = source.pictureAt(idr.unit().rtpTimestamp(), idr.firstAt(), now);
    OnAir begun = new OnAir(epoch, settings.audioBitrate(), returns, output);
    Switcher running = new Switcher(begun, hosts, settings, gate, mixListener, output, layout);
    running.sei().mode(seiMode, wallClock);
    switcher = running;
    host.source = source;
    begun.desk().add(source);
    host.admitted = true;
    for (Host each : hosts) {
      LineUp others = each.lineUp;
      if (others != null && each != host) {
        others.clear(); // their sound goes to the desk from now on
      }
    }
    running.cut(host, waiting, now);
  }

  /** Ends the program; a later picture of a host begins a new one. */
  public void end(String why) {
    for (Host host : hosts.copy()) {
      if (host.gone && host.successor() == null) {
        hosts.remove(host);
      } else {
        LineUp successor = host.successor();
        if (successor != null) {
          output.replaced(host.source);
          host.source = successor.source();
        }
        host.gone = false;
        host.shown = false;
        host.admitted = false;
        host.lineUp = new LineUp(host.source);
      }
    }
    reason = why;
    Switcher running = switcher;
    if (running != null) {
      switcher = null;
      running.close();
      output.modeChanged(ProgramMode.IDLE, why);
      output.ended();
    }
  }

  @Override
  public void close() {
    for (Host host : hosts.copy()) {
      hosts.remove(host);
    }
    end("The room was closed.");
    returns.close();
  }

  /**
   * @param gop distance of key frames asked for
   * @param holdTimeout how long a vanished host is held
   * @param audioBitrate bit/s
   * @param mix what a mix is made of; its size where the picture before it gives none
   */
  public record ProgramSettings(
      Duration gop, Duration holdTimeout, int audioBitrate, PictureMix.Format mix) {}
}
