package io.linkmic.standalone.live;

import io.linkmic.contract.dns.NodeSelection;
import io.linkmic.standalone.Eventually;
import io.linkmic.standalone.FleetOfProcesses;
import io.linkmic.standalone.demo.BroadcastClient;
import io.linkmic.standalone.demo.CreatedBroadcast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A broadcast made by REST, and its host at the node that mcu-dns chose. */
final class OnAir implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final FleetOfProcesses fleet;
  private final CreatedBroadcast broadcast;
  private final BroadcastClient.Ticket ticket;
  private WhipFfmpeg host;

  private OnAir(
      FleetOfProcesses fleet,
      CreatedBroadcast broadcast,
      BroadcastClient.Ticket ticket,
      WhipFfmpeg host) {
    this.fleet = fleet;
    this.broadcast = broadcast;
    this.ticket = ticket;
    this.host = host;
  }

  /** Returns once the broadcast is {@code LIVE}. */
  static OnAir go(FleetOfProcesses fleet, String title, Path clip) throws Exception {
    BroadcastClient client = fleet.broadcasts();
    CreatedBroadcast broadcast = client.create(title, "host", title);
    BroadcastClient.Ticket ticket = client.hostTicket(broadcast.broadcastId());
    WhipFfmpeg host = WhipFfmpeg.publish(client.whipUrl(ticket), ticket.token(), title, clip);
    OnAir onAir = new OnAir(fleet, broadcast, ticket, host);
    Eventually.holds(title + " is live", LIMIT, () -> onAir.live(clip, title));
    return onAir;
  }

  /** FFmpeg gives up at the first 503, which a node busy with its start may say. */
  private boolean live(Path clip, String title) throws Exception {
    if (!host.alive()) {
      host = WhipFfmpeg.publish(fleet.broadcasts().whipUrl(ticket), ticket.token(), title, clip);
    }
    return fleet.broadcasts().state(broadcast.broadcastId()).equals("LIVE");
  }

  CreatedBroadcast broadcast() {
    return broadcast;
  }

  BroadcastClient.Ticket ticket() {
    return ticket;
  }

  WhipFfmpeg host() {
    return host;
  }

  void awaitState(String state) throws Exception {
    Eventually.holds(
        broadcast.broadcastId() + " is " + state,
        LIMIT,
        () -> fleet.broadcasts().state(broadcast.broadcastId()).equals(state));
  }

  JsonNode room() throws Exception {
    return fleet.api("GET", "/rooms/" + broadcast.roomId(), "");
  }

  /** Who runs it, as mcu-api says. */
  String node() throws Exception {
    return room().path("running").path("nodeId").asString("");
  }

  long epoch() throws Exception {
    return room().path("running").path("epoch").asLong();
  }

  /** Where mcu-dns sends whoever comes next. */
  String nextGoesTo() throws Exception {
    List<NodeSelection.Candidate> candidates = fleet.select(broadcast.roomId()).candidates();
    return candidates.isEmpty() ? "" : candidates.getFirst().nodeId();
  }

  @Override
  public void close() throws Exception {
    host.close();
  }
}
