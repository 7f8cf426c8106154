package io.linkmic.backend.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What mcu-api answers about links, from memory. Any thread. */
public final class LinksPart implements McuApiPeer.Part {
  private final List<Link> links = new ArrayList<>();
  private String state = "waiting";
  private int count;

  /** Both sides of one. */
  public record Link(String linkId, String one, String other) {
    private boolean of(String roomId) {
      return one.equals(roomId) || other.equals(roomId);
    }
  }

  public synchronized List<Link> links() {
    return List.copyOf(links);
  }

  /** Of all links, from now on: {@code waiting, connecting, live, retrying}. */
  public synchronized void state(String now) {
    state = now;
  }

  public synchronized void reset() {
    links.clear();
    state = "waiting";
  }

  @Override
  public synchronized Optional<McuApiPeer.Reply> answer(String call, JsonNode body) {
    String[] parts = call.split("/", 6);
    if (parts.length < 5 || !parts[4].equals("links")) {
      return Optional.empty();
    }
    String roomId = parts[3];
    return Optional.of(
        switch (parts[0]) {
          case "POST " -> made(roomId, body.path("peerRoomId").asString());
          case "GET " ->
              McuApiPeer.json(
                  200,
                  Map.of(
                      "items",
                      links.stream()
                          .filter(link -> link.of(roomId))
                          .map(link -> seen(link, roomId))
                          .toList()));
          default ->
              links.removeIf(link -> link.of(roomId) && link.linkId().equals(parts[5]))
                  ? new McuApiPeer.Reply(204, "")
                  : McuApiPeer.problem(404, "link-not-found");
        });
  }

  private McuApiPeer.Reply made(String roomId, String peerRoomId) {
    if (links.stream().anyMatch(link -> link.of(roomId) && link.of(peerRoomId))) {
      return McuApiPeer.problem(409, "link-exists");
    }
    Link link = new Link("ln-" + ++count, roomId, peerRoomId);
    links.add(link);
    return McuApiPeer.json(201, seen(link, roomId));
  }

  private Map<String, Object> seen(Link link, String roomId) {
    String peer = link.one().equals(roomId) ? link.other() : link.one();
    return Shapes.link(link.linkId(), roomId, peer, state);
  }
}
