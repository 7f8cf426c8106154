package io.linkmic.dns.select;

import io.linkmic.cluster.blacklist.BlacklistEntry;
import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeLoad;
import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.dns.picture.Picture;
import io.linkmic.dns.place.IpAddress;
import io.linkmic.dns.place.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A fleet written down by a test, a selector that is shown it, and a clock that stands still. */
final class TestFleet {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final IpAddress SOMEWHERE = IpAddress.parse("203.0.113.7").orElseThrow();

  final Map<String, TestNode> nodes = new LinkedHashMap<>();
  final Map<String, Lease> leases = new HashMap<>();
  final List<BlacklistEntry> blacklist = new ArrayList<>();
  final Selector selector;
  Instant redisNow = NOW;
  long nanos;

  TestFleet() {
    this(0.8);
  }

  TestFleet(double fullAtCpu) {
    this.selector = new Selector(0, new Selector.Rules(fullAtCpu, node -> new byte[0]));
  }

  /** A node with figures that a test changes. */
  static final class TestNode {
    private final String id;
    String incarnation = "1";
    String region = "north";
    String isp = "";
    Double latitude;
    Double longitude;
    boolean draining;
    double cpu;
    double network;
    int encoderSlots;
    int encoderSlotsUsed;
    int rooms;
    int maxRooms = 500;
    int recentJoins;
    Duration age = Duration.ZERO;

    TestNode(String id) {
      this.id = id;
    }

    private Fleet.Seen seen() {
      NodeLoad load =
          new NodeLoad(
              cpu, network, 0, encoderSlots, encoderSlotsUsed, rooms, maxRooms, 0, recentJoins, 0);
      NodeRecord record =
          new NodeRecord(
              id,
              incarnation,
              region,
              isp,
              latitude,
              longitude,
              "http://" + id + ":8084",
              "http://" + id + ":8083/whip/rooms",
              new NodeRecord.Probe(id, 10_000),
              "http://" + id + ":8083",
              "1",
              NOW,
              draining,
              load);
      return new Fleet.Seen(record, NOW.minus(age), age);
    }
  }

  TestNode node(String id) {
    return nodes.computeIfAbsent(id, TestNode::new);
  }

  TestFleet of(String... ids) {
    for (String id : ids) {
      node(id);
    }
    return show();
  }

  void owns(String nodeId, String roomId) {
    leases.put(roomId, new Lease(roomId, nodeId, nodes.get(nodeId).incarnation, 1));
  }

  void ban(String nodeId, String network, String region, Instant expiresAt) {
    String id = Integer.toString(blacklist.size());
    blacklist.add(
        new BlacklistEntry(id, nodeId, network, region, "reason " + id, expiresAt, NOW, "key"));
  }

  TestFleet show() {
    List<Fleet.Seen> seen = nodes.values().stream().map(TestNode::seen).toList();
    selector.show(
        new Picture(
            new Fleet(redisNow, seen, List.of()),
            blacklist,
            room -> Optional.ofNullable(leases.get(room)),
            Picture.Source.CURRENT,
            redisNow,
            Duration.ZERO),
        nanos);
    return this;
  }

  TestFleet later(Duration time) {
    nanos += time.toNanos();
    return show();
  }

  void seconds(double seconds) {
    later(Duration.ofNanos((long) (seconds * TimeUnit.SECONDS.toNanos(1))));
  }

  Selection ask(String roomId, Place place, int limit) {
    return selector.select(new Question(roomId, SOMEWHERE, place, limit), nanos);
  }

  static Place place(String region, String isp) {
    return new Place(region, isp, null, null, Place.Source.REQUEST);
  }

  static List<String> ids(Selection selection) {
    return ((Selection.Offered) selection)
        .candidates().stream().map(candidate -> candidate.row().node().nodeId()).toList();
  }

  List<String> offered(String roomId) {
    return ids(ask(roomId, Place.UNKNOWN, 10));
  }

  String first(String roomId) {
    return offered(roomId).getFirst();
  }

  List<String> offered(String roomId, Place place) {
    return ids(ask(roomId, place, 10));
  }

  Map<Exclusion, Integer> counts() {
    return ((Selection.NoNode) ask("any", Place.UNKNOWN, 3)).counts();
  }
}
