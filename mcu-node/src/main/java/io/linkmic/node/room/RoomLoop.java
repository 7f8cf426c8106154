package io.linkmic.node.room;

import io.linkmic.node.mailbox.Mailbox;
import io.linkmic.node.telemetry.NodeMetrics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of a room: takes commands from a bounded mailbox and hands them to the {@link
 * Room} one after the other, on a shared pool of threads.
 */
final class RoomLoop {
  private static final Logger LOG = LoggerFactory.getLogger(RoomLoop.class);
  // 3.5 s of one host's media at 60 pictures and 50 sounds a second.
  private static final int MEDIA_CAPACITY = 384;
  // Media may not use the rest: a person's command finds a place.
  private static final int ASKED_CAPACITY = 512;
  // What nobody can say again (a stream that ended, a connection that broke, a seat given up)
  // always
  // fits: 100 seats have fewer than 5 of them waiting each.
  private static final int MAILBOX_CAPACITY = 1024;
  private static final RoomCommand TICK = new RoomCommand.Tick();

  private final Mailbox<RoomCommand> mailbox;
  private final NodeMetrics metrics;
  private final Room room;
  private final AtomicBoolean tickWaits = new AtomicBoolean();
  private volatile RoomView view;

  RoomLoop(Executor pool, NodeMetrics metrics, Function<RoomLoop, Room> room) {
    this.metrics = metrics;
    this.mailbox = new Mailbox<>(MAILBOX_CAPACITY, pool, this::handle);
    this.room = room.apply(this);
    this.view = this.room.view();
  }

  /** The room's side. */
  void show(RoomView now) {
    view = now;
  }

  /** The room as it was after the last command that changed it. Any thread. */
  RoomView view() {
    return view;
  }

  /** Any thread. False when it did not fit: it is dropped and counted. */
  boolean post(RoomCommand command) {
    // Sound stays behind the picture by an AAC frame or two anyway: it goes with the next picture
    // or tick, and saves half of the wake-ups.
    boolean taken =
        command instanceof RoomCommand.Sound
            ? mailbox.postWithoutHaste(command, MEDIA_CAPACITY)
            : mailbox.post(command, capacity(command));
    if (!taken) {
      metrics.mailboxDropped();
    }
    return taken;
  }

  private static int capacity(RoomCommand command) {
    return switch (command) {
      case RoomCommand.Flow media -> MEDIA_CAPACITY;
      case RoomCommand.FeedWantsKeyFrame wish -> MEDIA_CAPACITY;
      case RoomCommand.Leave leave -> MAILBOX_CAPACITY;
      case RoomCommand.EndWatch end -> MAILBOX_CAPACITY;
      case RoomCommand.Close close -> MAILBOX_CAPACITY;
      case RoomCommand.Asked<?> asked -> ASKED_CAPACITY;
      case RoomCommand other -> MAILBOX_CAPACITY;
    };
  }

  /**
   * The ticker's thread. At most one tick waits: a busy room is not made busier by the clock. Where
   * pictures come, it goes with the next one instead of waking a thread by itself, and is one tick
   * late if that was the last.
   */
  void tick() {
    boolean more = mailbox.takeHurried();
    if (tickWaits.compareAndSet(false, true) && !mailbox.postWithoutHaste(TICK, MAILBOX_CAPACITY)) {
      tickWaits.set(false);
      metrics.mailboxDropped();
    }
    if (!more) {
      mailbox.hasten();
    }
  }

  /** Any thread. */
  <T> CompletionStage<Outcome<T>> ask(
      Function<CompletableFuture<Outcome<T>>, RoomCommand.Asked<T>> command) {
    CompletableFuture<Outcome<T>> reply = new CompletableFuture<>();
    if (!post(command.apply(reply))) {
      reply.complete(Outcome.refused(RefusalCode.OVERLOADED, "The room is too busy; try again."));
    }
    return reply;
  }

  private void handle(RoomCommand command) {
    if (command instanceof RoomCommand.Tick) {
      tickWaits.set(false);
    }
    try {
      room.handle(command);
    } catch (RuntimeException | Error bug) {
      failed(command, bug);
    }
  }

  /** Our bug, and it may have left a change half done: it costs this room, nobody else. */
  private void failed(RoomCommand command, Throwable bug) {
    LOG.error("Room {} failed at {}", view.roomId(), command.getClass().getSimpleName(), bug);
    if (command instanceof RoomCommand.Asked<?> asked) {
      asked.reply().completeExceptionally(bug);
    }
    switch (command) {
      // These have changed nothing when they fail: only the asker is told.
      case RoomCommand.Publish publish -> {}
      case RoomCommand.Restart restart -> {}
      case RoomCommand.Message message -> {}
      case RoomCommand.Status status -> {}
      case RoomCommand.Moderate moderate -> {}
      case RoomCommand.OfFeeds feeds -> {}
      case RoomCommand.Hosts hosts -> {}
      case RoomCommand.Give give -> {}
      case RoomCommand.Show show -> {}
      case RoomCommand other -> close();
    }
  }

  private void close() {
    try {
      room.close("The room failed and was closed.");
    } catch (RuntimeException | Error again) {
      LOG.error("Room {} failed once more at closing", view.roomId(), again);
    }
  }
}
