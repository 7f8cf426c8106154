package io.linkmic.backend.broadcast;

import io.linkmic.backend.alert.Alerts;
import io.linkmic.backend.playback.StreamUrls;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Writes broadcasts down for those who ask. */
@Component
class Views {
  private final StreamUrls urls;
  private final Tickets tickets;
  private final History history;
  private final Alerts alerts;
  private final Invitations invitations;
  private final ObjectProvider<ChatSettings> chat;

  Views(
      StreamUrls urls,
      Tickets tickets,
      History history,
      Alerts alerts,
      Invitations invitations,
      ObjectProvider<ChatSettings> chat) {
    this.urls = urls;
    this.tickets = tickets;
    this.history = history;
    this.alerts = alerts;
    this.invitations = invitations;
    this.chat = chat;
  }

  BroadcastView summary(Broadcast broadcast) {
    return new BroadcastView(
        broadcast.id(),
        broadcast.title(),
        broadcast.hostId(),
        broadcast.hostName(),
        broadcast.state(),
        broadcast.stateSince(),
        broadcast.roomId(),
        broadcast.streamKey(),
        urls.rtmp(broadcast.streamKey()),
        urls.playback(broadcast.streamKey()),
        tickets.hostUrl(broadcast.id()),
        tickets.watchUrl(broadcast.id()),
        broadcast.createdAt(),
        broadcast.endedAt());
  }

  BroadcastView.Created created(Broadcast broadcast, Ticket ticket) {
    return new BroadcastView.Created(
        broadcast.id(),
        broadcast.title(),
        broadcast.hostId(),
        broadcast.hostName(),
        broadcast.state(),
        broadcast.roomId(),
        broadcast.streamKey(),
        ticket,
        urls.rtmp(broadcast.streamKey()),
        urls.playback(broadcast.streamKey()),
        Tickets.with(tickets.hostUrl(broadcast.id()), ticket),
        tickets.watchUrl(broadcast.id()),
        broadcast.createdAt());
  }

  BroadcastView.Detail detail(Broadcast broadcast) {
    return new BroadcastView.Detail(
        summary(broadcast),
        history.of(broadcast.id()),
        alerts.of(broadcast.id()),
        invitations.of(broadcast.id()),
        chat(broadcast));
  }

  BroadcastView.Public forEverybody(Broadcast broadcast) {
    return new BroadcastView.Public(
        broadcast.id(),
        broadcast.title(),
        broadcast.hostName(),
        broadcast.state(),
        broadcast.ended() ? null : urls.playback(broadcast.streamKey()),
        chat(broadcast));
  }

  private Map<String, Object> chat(Broadcast broadcast) {
    ChatSettings settings = chat.getIfAvailable();
    return settings == null ? Map.of() : settings.of(broadcast);
  }
}
