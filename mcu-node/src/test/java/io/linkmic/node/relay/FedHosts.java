package io.linkmic.node.relay;

import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.program.TestClip;
import io.linkmic.node.room.Ingest;
import io.linkmic.node.room.IngestGate;
import io.linkmic.node.room.IngestListener;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.SeatListener.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Published streams without network, fed with a clip in real time by one thread. The offer says
 * what a host sends: {@code silent} for pictures only.
 */
final class FedHosts implements IngestGate, AutoCloseable {
  private final MonotonicClock clock;
  private final TestClip clip;
  private final List<Fed> feds = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  FedHosts(MonotonicClock clock, TestClip clip) {
    this.clock = clock;
    this.clip = clip;
    var _ = thread.scheduleAtFixedRate(this::feed, 5, 5, TimeUnit.MILLISECONDS);
  }

  /** One stream. */
  final class Fed implements Ingest {
    private final IngestListener room;
    private final boolean audio;
    private final long begunAt = clock.micros();
    private int pictures;
    private int sounds;
    private volatile boolean over;
    private volatile boolean mute;

    private Fed(IngestListener room, boolean audio) {
      this.room = room;
      this.audio = audio;
    }

    private void feed() {
      long age = clock.micros() - begunAt;
      while (pictures * 1_000_000L / TestClip.FRAME_RATE <= age) {
        room.video(clip.picture(pictures++), clock.micros(), System.nanoTime());
      }
      while (audio && sounds * 20_000L <= age) {
        room.audio(clip.sound(sounds++), clock.micros());
      }
    }

    /** Nothing comes any more, and nobody says so. */
    void fallSilent() {
      mute = true;
    }

    void speakAgain() {
      mute = false;
    }

    boolean isOver() {
      return over;
    }

    void end(String reason) {
      over = true;
      room.closed(reason);
    }

    @Override
    public boolean hasAudio() {
      return audio;
    }

    @Override
    public void requestKeyFrame() {}

    @Override
    public Outcome<String> restart(String offerSdp) {
      return Outcome.done("");
    }

    @Override
    public Quality quality() {
      return new Quality(30, 0, 0, 0, -1);
    }

    @Override
    public void close() {
      end("LOCAL");
    }
  }

  private void feed() {
    new ArrayList<>(feds).stream().filter(fed -> !fed.over && !fed.mute).forEach(Fed::feed);
  }

  Fed last() {
    return feds.getLast();
  }

  @Override
  public Outcome<Opened> open(String offerSdp, IngestListener listener) {
    Fed fed = new Fed(listener, !offerSdp.equals("silent"));
    feds.add(fed);
    return Outcome.done(new Opened(fed, ""));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
