package io.linkmic.node.room;

import io.linkmic.node.telemetry.NodeMetrics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of a room: takes commands from a bounded mailbox and hands them to the {@link
 * Room} one after the other, on a shared pool of threads.
 */
final class RoomLoop {
  private static final Logger LOG = LoggerFactory.getLogger(RoomLoop.class);
  // 4 s of one host's media at 60 pictures and 50 sounds a second, with room for commands.
  private static final int MAILBOX_CAPACITY = 512;
  // Media may not use the rest: the end of a stream or a person's command always finds a place.
  private static final int MEDIA_CAPACITY = 384;

  private final Mailbox<RoomCommand> mailbox;
  private final NodeMetrics metrics;
  private final Room room;
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
    boolean taken =
        switch (command) {
          // Sound stays behind the picture by an AAC frame or two anyway: it goes with the next
          // picture or tick, and saves half of the wake-ups.
          case RoomCommand.Sound sound -> mailbox.postWithoutHaste(sound, MEDIA_CAPACITY);
          case RoomCommand.Flow media -> mailbox.post(media, MEDIA_CAPACITY);
          default -> mailbox.post(command, MAILBOX_CAPACITY);
        };
    if (!taken) {
      metrics.mailboxDropped();
    }
    return taken;
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
    try {
      room.handle(command);
    } catch (RuntimeException bug) {
      LOG.error("Room {} failed at {}", view.roomId(), command.getClass().getSimpleName(), bug);
      if (command instanceof RoomCommand.Asked<?> asked) {
        asked.reply().completeExceptionally(bug);
      }
    }
  }
}
