package io.linkmic.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hosts of one room. By WHIP where they only send; by Socket.IO where they also receive the mix
 * without their own voice. Owns the Socket.IO connections, not the peers.
 */
final class Company implements AutoCloseable {
  private final BenchNode node;
  private final Publishers publishers;
  private final String room;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<SignalingClient> seats = new ArrayList<>();

  Company(BenchNode node, Publishers publishers, String room) {
    this.node = node;
    this.publishers = publishers;
    this.room = room;
  }

  void join(String participantId, BenchMedia media, boolean feed)
      throws IOException, InterruptedException {
    if (!feed) {
      publishers.add(media, offer -> node.whip(room, participantId, offer), new FrameClock());
      return;
    }
    SignalingClient seat = new SignalingClient(http, node.socketIoPort());
    seats.add(seat);
    seat.ask(
        "join",
        Map.of("token", BenchNode.token(room, participantId, Set.of("publish", "subscribe"))));
    publishers.add(media, offer -> sdp(seat, "publish", Map.of("sdp", offer)), new FrameClock());
    publishers.watch(offer -> sdp(seat, "subscribe", Map.of("sdp", offer, "source", "mix")));
  }

  private static String sdp(SignalingClient seat, String event, Map<String, String> body)
      throws IOException, InterruptedException {
    return seat.ask(event, body).path("sdp").asString();
  }

  @Override
  public void close() {
    seats.forEach(SignalingClient::close);
    http.close();
  }
}
