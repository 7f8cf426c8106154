package io.linkmic.backend.broadcast;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.alert.Alerts;
import io.linkmic.backend.mcu.McuAnswer;
import io.linkmic.backend.mcu.McuApi;
import io.linkmic.backend.playback.StreamUrls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/**
 * Compares open broadcasts with their rooms' programs. Puts right what missed webhooks left wrong,
 * and ends those whose time is up, but never without having looked: a host who came back while this
 * service was away keeps his broadcast.
 */
@Component
class Inspection {
  private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);

  /** Looked at in one round; the next round comes in a second. */
  private static final int AT_ONCE = 100;

  /** Calls of mcu-api at the same time: 8 of 5 ms each look at 1600 broadcasts a second. */
  private static final int PARALLEL = 8;

  /** When mcu-api could not say: soon again. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Broadcasts broadcasts;
  private final Alerts alerts;
  private final McuApi mcu;
  private final StreamUrls urls;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final BackendProperties properties;

  Inspection(
      Broadcasts broadcasts,
      Alerts alerts,
      McuApi mcu,
      StreamUrls urls,
      JdbcClient jdbc,
      TransactionOperations transactions,
      BackendProperties properties) {
    this.broadcasts = broadcasts;
    this.alerts = alerts;
    this.mcu = mcu;
    this.urls = urls;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.properties = properties;
  }

  /** One to look at, and why it may have to end. */
  private record Due(String id, boolean timeIsUp) {}

  /** After a start: events may have been missed. */
  void lookAtAllSoon() {
    broadcasts.compareOpenOnesSoon();
  }

  void round() {
    List<Due> due = take();
    AtomicBoolean away = new AtomicBoolean();
    Semaphore places = new Semaphore(PARALLEL);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Runnable> work = new ArrayList<>();
      due.forEach(one -> work.add(() -> guarded(one, places, away)));
      work.forEach(threads::execute);
    }
  }

  /**
   * Takes what is due, and plans the next look: after the usual interval, or when its time will be
   * up, whichever comes first.
   */
  private List<Due> take() {
    return jdbc.sql(
            """
            with due as (
              select id,
                     state_since + make_interval(secs => case state
                       when 'CREATED' then :created when 'INTERRUPTED' then :away end) as deadline
              from broadcast
              where state <> 'ENDED' and look_at <= now()
              order by look_at limit :most for update skip locked)
            update broadcast b
            set look_at = least(now() + make_interval(secs => :interval),
                                greatest(due.deadline, now() + make_interval(secs => :again)))
            from due where b.id = due.id
            returning b.id, coalesce(due.deadline <= now(), false)
            """)
        .param("created", seconds(properties.createdTimeout()))
        .param("away", seconds(properties.hostAwayTimeout()))
        .param("interval", seconds(properties.reconcileInterval()))
        .param("again", seconds(AGAIN))
        .param("most", AT_ONCE)
        .query((row, number) -> new Due(row.getString(1), row.getBoolean(2)))
        .list();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private void guarded(Due due, Semaphore places, AtomicBoolean away) {
    try {
      places.acquire();
      try {
        boolean looked =
            !away.get()
                && broadcasts
                    .find(due.id())
                    .map(found -> look(found, due.timeIsUp(), away))
                    .orElse(true);
        if (!looked) {
          again(due.id());
        }
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("broadcast {} cannot be looked at: {}", due.id(), e.toString());
    }
  }

  private void again(String id) {
    jdbc.sql(
            """
            update broadcast set look_at = least(look_at, now() + make_interval(secs => :again))
            where id = :id
            """)
        .param("again", seconds(AGAIN))
        .param("id", id)
        .update();
  }

  /** False when mcu-api could not say. */
  private boolean look(Broadcast seen, boolean timeIsUp, AtomicBoolean away) {
    if (seen.ended()) {
      return true;
    }
    return switch (mcu.program(seen.roomId())) {
      case McuAnswer.Done done -> {
        compare(seen, mcu.tree(done), timeIsUp);
        yield true;
      }
      case McuAnswer.Refused refused when refused.status() == 404 -> {
        if (timeIsUp) {
          timeIsUp(seen);
        } else {
          makeRoomAgain(seen);
        }
        yield true;
      }
      // Its node is just now unreachable: nobody can say what the audience sees.
      case McuAnswer.Refused refused -> {
        LOG.debug("broadcast {} is not looked at: {}", seen.id(), refused.code());
        yield false;
      }
      case McuAnswer.Away ignored -> {
        away.set(true);
        yield false;
      }
    };
  }

  private void compare(Broadcast seen, JsonNode program, boolean timeIsUp) {
    String mode = program.path("mode").asString("");
    if (mode.isEmpty()) {
      return;
    }
    String reason = "The program is " + mode + ", seen by comparing.";
    // One transaction, which holds the row: an alert must not be raised after the end cleared all.
    transactions.executeWithoutResult(status -> {
      Broadcast now = broadcasts.applyIfUnchanged(seen, ProgramModes.cause(mode), reason);
      if (!now.ended()) {
        compareEgresses(now, program.path("egress"));
      }
      if (timeIsUp && now.state() == seen.state()) {
        timeIsUp(now);
      }
    });
  }

  private void compareEgresses(Broadcast of, JsonNode egresses) {
    for (JsonNode egress : egresses) {
      alerts.egress(
          new Alerts.Concern(of.id(), of.roomId(), of.owner()),
          egress.path("egressId").asString(""),
          egress.path("state").asString(""),
          of.withoutKey(egress.path("lastError").asString("")));
    }
  }

  /** The state machine takes the one cause that fits the state, and nothing of the other. */
  private void timeIsUp(Broadcast seen) {
    if (seen.state() == BroadcastState.CREATED) {
      broadcasts.applyIfUnchanged(
          seen,
          Cause.NEVER_LIVE,
          "It was not live within " + properties.createdTimeout() + " after its creation.");
    } else {
      broadcasts.applyIfUnchanged(
          seen,
          Cause.HOST_AWAY,
          "The host stayed away for more than " + properties.hostAwayTimeout() + ".");
    }
  }

  /** Redis lost it, and no node runs it: the host must find it when he comes. */
  private void makeRoomAgain(Broadcast seen) {
    McuAnswer answer =
        mcu.createRoom(
            seen.roomId(),
            seen.title(),
            urls.egress(seen.streamKey()),
            UUID.randomUUID().toString());
    if (answer instanceof McuAnswer.Done) {
      LOG.warn("the room of broadcast {} was gone and is made again", seen.id());
    }
    if (!(answer instanceof McuAnswer.Refused)) {
      broadcasts.roomMadeAgain(seen.id());
    }
  }
}
