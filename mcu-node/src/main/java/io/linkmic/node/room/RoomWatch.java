package io.linkmic.node.room;

import java.util.concurrent.CompletionStage;

/** The {@link Watch} a door holds: every call becomes a command of the room. */
record RoomWatch(RoomLoop room, RoomFeed feed) implements Watch {

  @Override
  public String participantId() {
    return feed.receiver;
  }

  @Override
  public CompletionStage<Outcome<String>> restart(String offerSdp) {
    return room.ask(reply -> new RoomCommand.RestartWatch(feed, offerSdp, reply));
  }

  @Override
  public CompletionStage<Outcome<Boolean>> end() {
    return room.ask(reply -> new RoomCommand.EndWatch(feed, reply));
  }
}
