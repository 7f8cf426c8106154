package io.linkmic.node.program;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.rtp.MediaKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A room's one program: idle, passthrough or hold, on one timeline.
 *
 * <p>The first picture is an IDR with its parameter sets and leaves together with sound. Another
 * host is cut to at its first IDR, make before break. A host that vanishes is held: its last
 * picture and silence go on until it comes back or the hold time ends. Times are microseconds on
 * the node's monotonic clock; program time begins at 0 with the first picture. One thread: the
 * room's.
 */
public final class Program implements AutoCloseable {
  // Sound that was negotiated usually comes within two packets of the first picture; a microphone
  // that stays silent must not keep the picture back for long.
  private static final long WAIT_FOR_SOUND_MICROS = 300_000;
  // 0.3 s of pictures and sound while waiting: more cannot gather in WAIT_FOR_SOUND at 60 fps.
  private static final int MAX_WAITING = 120;
  // While no picture is there only the newest 0.3 s of sound can go with the one that comes: more
  // would take its place, and on a running program all of it would be late.
  private static final int MAX_SOUND_WAITING = 15;
  // A connected host that sends no picture for this long counts as vanished (players stall at 2 s).
  private static final long STALLED_MICROS = 1_500_000;

  private final ProgramSettings settings;
  private final ProgramOutput output;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable Source onAir;
  private @Nullable Source next;
  private @Nullable OnAir air;
  private ProgramMode mode = ProgramMode.IDLE;
  private String reason = "No host has published yet.";
  private long holdSince;

  /** What arrived while the program waits to begin. */
  private sealed interface Waiting {
    record Picture(AccessUnit unit, long firstAt, long arrivedNanos) implements Waiting {}

    record Sound(OpusFrame frame, long at) implements Waiting {}
  }

  public Program(ProgramSettings settings, ProgramOutput output) {
    this.settings = settings;
    this.output = output;
  }

  public ProgramMode mode() {
    return mode;
  }

  public String reason() {
    return reason;
  }

  /** The host on air or about to be. */
  public @Nullable Source source() {
    return next != null ? next : onAir;
  }

  /** The host whose picture the audience sees, null when idle. */
  public @Nullable Source onAir() {
    return onAir;
  }

  /** Figures of the running program, null when idle. */
  public @Nullable OnAir air() {
    return air;
  }

  /** A host published: its stream takes over at its first IDR. */
  public void publish(Source source) {
    next = source;
    waiting.clear();
    if (mode == ProgramMode.IDLE) {
      reason = "Waiting for the first key frame of " + source.participantId() + ".";
    }
  }

  /** A picture of any published source. */
  public void video(Source source, AccessUnit unit, long firstAt, long now, long arrivedNanos) {
    source.configs().look(unit.nalUnits());
    if (source == next) {
      warmUp(source, new Waiting.Picture(unit, firstAt, arrivedNanos), now);
    } else if (source == onAir && air != null) {
      if (mode == ProgramMode.HOLD && !unit.idr()) {
        // Frozen pictures took its frame numbers: only an IDR can follow, and some hosts send one
        // only when asked.
        if (air.keyFrameDue(now, 0)) {
          output.keyFrameWanted(source);
        }
        return;
      }
      air.picture(source, unit, firstAt, arrivedNanos, now);
      passthrough(source);
      keyFrameIfDue(source, now);
    }
  }

  /** Sound of any published source. */
  public void audio(Source source, OpusFrame frame, long now) {
    if (source == next) {
      if (waiting.size() >= MAX_SOUND_WAITING && firstPicture() == null) {
        waiting.removeFirst();
      }
      if (waiting.size() < MAX_WAITING) {
        waiting.add(new Waiting.Sound(frame, now));
      }
      beginIfReady(source, now);
    } else if (source == onAir && air != null) {
      air.sound(source, frame, now);
    }
  }

  public void senderReport(Source source, MediaKind kind, long ntp, long rtpTimestamp) {
    source.timeline().senderReport(kind, ntp, rtpTimestamp);
  }

  public void captureTime(Source source, MediaKind kind, long ntp, long rtpTimestamp) {
    source.timeline().captured(kind, ntp, rtpTimestamp);
  }

  /** The source is gone; the program holds its last picture if it was on air. */
  public void vanished(Source source, long now) {
    if (source == next) {
      next = null;
      waiting.clear();
      if (mode == ProgramMode.IDLE) {
        reason = "The host left before its first key frame.";
      }
    }
    if (source == onAir) {
      hold("The host's connection is lost; its last picture is held.", now);
    }
  }

  /** The source ended on purpose: no hold. */
  public void unpublished(Source source) {
    if (source == next) {
      next = null;
      waiting.clear();
    }
    if (source == onAir && next == null) {
      end("The host stopped publishing.");
    }
  }

  /** To be called every 40 ms or so. */
  public void tick(long now) {
    Source warming = next;
    if (warming != null) {
      beginIfReady(warming, now);
    }
    OnAir running = air;
    Source host = onAir;
    if (running == null || host == null) {
      return;
    }
    if (mode == ProgramMode.PASSTHROUGH) {
      if (now - running.lastPictureAt() > STALLED_MICROS) {
        hold("No picture comes from the host; the last one is held.", now);
      } else {
        keyFrameIfDue(host, now);
      }
    }
    if (mode == ProgramMode.HOLD) {
      if (now - holdSince > settings.holdTimeout().toNanos() / 1000) {
        end("The host did not come back within " + settings.holdTimeout().toSeconds() + " s.");
        return;
      }
      running.freeze(now);
    }
    running.keepSoundGoing(host, mode == ProgramMode.HOLD, now);
  }

  private void warmUp(Source source, Waiting.Picture picture, long now) {
    boolean first = waiting.stream().noneMatch(Waiting.Picture.class::isInstance);
    if (first && (!picture.unit().idr() || source.configs().current() == null)) {
      output.keyFrameWanted(source);
      return;
    }
    if (waiting.size() >= MAX_WAITING) {
      return;
    }
    waiting.add(picture);
    beginIfReady(source, now);
  }

  /** Cuts to the source once its IDR is there and its sound too, or was waited for long enough. */
  private void beginIfReady(Source source, long now) {
    Waiting.Picture idr = firstPicture();
    if (idr == null) {
      return;
    }
    boolean sound = waiting.stream().anyMatch(Waiting.Sound.class::isInstance);
    if (source.hasAudio() && !sound && now - idr.firstAt() < WAIT_FOR_SOUND_MICROS) {
      return;
    }
    cut(source, idr, now);
  }

  private Waiting.@Nullable Picture firstPicture() {
    for (Waiting w : waiting) {
      if (w instanceof Waiting.Picture picture) {
        return picture;
      }
    }
    return null;
  }

  private void cut(Source source, Waiting.Picture idr, long now) {
    next = null;
    onAir = source;
    // All arrivals are shown to the timeline first: the best estimate then stands from the start.
    for (Waiting w : waiting) {
      switch (w) {
        case Waiting.Picture p -> source.timeline().video(p.unit().rtpTimestamp(), p.firstAt());
        case Waiting.Sound s -> source.timeline().audio(s.frame().rtpTimestamp(), s.at());
      }
    }
    long begin = source.timeline().video(idr.unit().rtpTimestamp(), idr.firstAt());
    source.timeline().start();
    if (air == null) {
      air = new OnAir(begin, settings.audioBitrate(), output);
    }
    OnAir running = air;
    running.host(source);
    while (!waiting.isEmpty()) {
      switch (waiting.remove()) {
        case Waiting.Picture p ->
            running.picture(source, p.unit(), p.firstAt(), p.arrivedNanos(), now);
        case Waiting.Sound s -> running.sound(source, s.frame(), s.at());
      }
    }
    passthrough(source);
  }

  private void passthrough(Source source) {
    if (mode != ProgramMode.PASSTHROUGH) {
      change(
          ProgramMode.PASSTHROUGH,
          "One host (" + source.participantId() + ") without overlays: forwarded untouched.");
    }
  }

  private void hold(String why, long now) {
    if (mode == ProgramMode.PASSTHROUGH) {
      holdSince = now;
      change(ProgramMode.HOLD, why);
    }
  }

  private void keyFrameIfDue(Source source, long now) {
    OnAir running = air;
    if (running != null && running.keyFrameDue(now, settings.gop().toNanos() / 1000)) {
      output.keyFrameWanted(source);
    }
  }

  /** Ends the program; a later host begins a new one. */
  public void end(String why) {
    waiting.clear();
    onAir = null;
    if (air != null) {
      air.close();
      air = null;
      change(ProgramMode.IDLE, why);
      output.ended();
    }
    reason = why;
  }

  private void change(ProgramMode to, String why) {
    mode = to;
    reason = why;
    output.modeChanged(to, why);
  }

  @Override
  public void close() {
    next = null;
    end("The room was closed.");
  }

  /**
   * @param gop distance of key frames asked for
   * @param holdTimeout how long a vanished host is held
   * @param audioBitrate bit/s
   */
  public record ProgramSettings(Duration gop, Duration holdTimeout, int audioBitrate) {}
}
