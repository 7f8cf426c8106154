package io.linkmic.backend.broadcast;

import io.linkmic.backend.mcu.McuAnswer;
import io.linkmic.backend.mcu.McuApi;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Does once a second what is due, by the times in the database: looks at broadcasts, deletes rooms
 * that are over, fills the pool, tidies up. A restart changes nothing, and what one instance has
 * taken up another one leaves alone. Thread: one timer.
 */
@Component
class Keeper implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration ROUND = Duration.ofSeconds(1);

  /** Counting and deleting old rows need not be quick. */
  private static final int ROUNDS_BETWEEN_TIDYING = 30;

  private final RoomPool pool;
  private final Inspection inspection;
  private final BackendGauges gauges;
  private final McuApi mcu;
  private @Nullable ScheduledExecutorService timer;
  private int round;

  Keeper(RoomPool pool, Inspection inspection, BackendGauges gauges, McuApi mcu) {
    this.pool = pool;
    this.inspection = inspection;
    this.gauges = gauges;
    this.mcu = mcu;
  }

  @Override
  public void start() {
    round = 0;
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("broadcast-keeper").daemon().factory());
    var _ = timer.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    ScheduledExecutorService running = timer;
    timer = null;
    if (running != null) {
      running.shutdownNow();
      try {
        // A call that runs ends when it is interrupted.
        if (!running.awaitTermination(5, TimeUnit.SECONDS)) {
          LOG.warn("the keeper is still busy");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  private void round() {
    boolean first = round == 0;
    step(
        "everything open is looked at",
        () -> {
          if (first) {
            inspection.lookAtAllSoon();
          }
          // Only what succeeded counts: without a database the first round comes again.
          round++;
        });
    step("broadcasts are looked at", inspection::round);
    step("rooms are deleted", this::deleteRooms);
    step("the pool is filled", pool::refill);
    if (first || round % ROUNDS_BETWEEN_TIDYING == 0) {
      step("old rows are removed", pool::tidy);
      step("gauges are read", gauges::read);
    }
  }

  private static void step(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("keeper, when {}: {}", what, e.toString());
      }
    }
  }

  private void deleteRooms() {
    List<String> due = pool.dueReleases();
    for (String roomId : due) {
      switch (mcu.deleteRoom(roomId)) {
        case McuAnswer.Done ignored -> pool.rest(roomId);
        case McuAnswer.Refused refused when refused.status() == 404 -> pool.rest(roomId);
        case McuAnswer.Refused refused ->
            LOG.warn("room {} is not deleted yet: {}", roomId, refused.code());
        case McuAnswer.Away ignored -> {
          // The others would wait in vain too; their next tries are planned already.
          return;
        }
      }
    }
  }
}
