package io.linkmic.dns.select;

import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeLoad;
import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.dns.picture.Picture;
import io.linkmic.dns.place.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A picture prepared for questions: all that does not depend on the request. Immutable. */
public final class Board {
  private static final int NOWHERE = -1;

  private final Picture picture;
  final Row[] rows;

  /** Those that nothing known before the question keeps out. */
  final Row[] open;

  private final Map<String, Row> byNode = new HashMap<>();
  private final Map<String, Integer> words = new HashMap<>();
  private final List<Ban> bansOfNetworks = new ArrayList<>();

  private Board(Picture picture, Map<String, NodeTrack> tracks, Selector.Rules rules) {
    this.picture = picture;
    List<Ban> forEveryone = new ArrayList<>();
    picture.blacklist().stream()
        .flatMap(entry -> Ban.of(entry, picture.now()).stream())
        .forEach(ban -> (ban.isForEveryone() ? forEveryone : bansOfNetworks).add(ban));
    rows =
        picture.fleet().nodes().stream()
            .map(seen -> row(seen, track(tracks, seen.node()), forEveryone, rules))
            .toArray(Row[]::new);
    open = Arrays.stream(rows).filter(row -> row.exclusion() == null).toArray(Row[]::new);
    for (Row row : rows) {
      byNode.put(row.node().nodeId(), row);
    }
  }

  /**
   * @param tracks what is remembered from board to board; nodes that went are forgotten
   */
  static Board of(
      Picture picture, Map<String, NodeTrack> tracks, long nowNanos, Selector.Rules rules) {
    tracks.values().forEach(track -> track.tick(nowNanos));
    Board board = new Board(picture, tracks, rules);
    tracks.keySet().retainAll(board.byNode.keySet());
    return board;
  }

  private static NodeTrack track(Map<String, NodeTrack> tracks, NodeRecord node) {
    NodeTrack track = tracks.computeIfAbsent(node.nodeId(), id -> new NodeTrack());
    if (!track.incarnation.equals(node.incarnation())) {
      // A node that was started again begins with nothing.
      track = new NodeTrack();
      track.incarnation = node.incarnation();
      tracks.put(node.nodeId(), track);
    }
    return track;
  }

  private Row row(Fleet.Seen seen, NodeTrack track, List<Ban> forEveryone, Selector.Rules rules) {
    NodeRecord node = seen.node();
    Ban ban = forEveryone.stream().filter(b -> b.holdsFor(node)).findFirst().orElse(null);
    return new Row(
        seen,
        PredictedLoad.of(node.load(), rules.fullAtCpu()),
        track,
        exclusion(seen, ban),
        ban,
        rules.card().apply(node),
        number(node.region()),
        node.isp().isEmpty() ? NOWHERE : number(node.isp()));
  }

  private static @Nullable Exclusion exclusion(Fleet.Seen seen, @Nullable Ban ban) {
    NodeLoad load = seen.node().load();
    if (seen.stale()) {
      return Exclusion.STALE;
    } else if (seen.node().draining()) {
      return Exclusion.DRAINING;
    } else if (ban != null) {
      return Exclusion.BLACKLISTED;
    } else if (load.rooms() >= load.maxRooms()) {
      return Exclusion.ROOMS_FULL;
    } else if (load.encoderSlots() > 0 && load.encoderSlotsUsed() >= load.encoderSlots()) {
      return Exclusion.ENCODERS_FULL;
    }
    return null;
  }

  private int number(String word) {
    Integer known = words.putIfAbsent(word, words.size());
    return known == null ? words.size() - 1 : known;
  }

  /** A region or provider as a number; a negative one that no row has when there is none such. */
  int numberOf(@Nullable String word) {
    Integer number = word == null ? null : words.get(word);
    return number == null ? -2 : number;
  }

  public Picture picture() {
    return picture;
  }

  /** The node that runs the room, if one that is alive does. */
  @Nullable Row owner(String roomId) {
    Optional<Lease> lease = picture.leases().apply(roomId);
    if (lease.isEmpty()) {
      return null;
    }
    Row row = byNode.get(lease.get().nodeId());
    return row != null && row.node().incarnation().equals(lease.get().incarnation()) ? row : null;
  }

  @Nullable Row find(String nodeId) {
    return byNode.get(nodeId);
  }

  /** Entries about the client's network, with or without a node or a region. */
  List<Ban> bans(IpAddress client) {
    List<Ban> found = List.of();
    for (int i = 0; i < bansOfNetworks.size(); i++) {
      Ban ban = bansOfNetworks.get(i);
      if (ban.holdsFor(client)) {
        found = found.isEmpty() ? new ArrayList<>() : found;
        found.add(ban);
      }
    }
    return found;
  }
}
