package io.linkmic.node.cluster;

import io.linkmic.cluster.node.NodeLoad;
import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.node.room.NodeRooms;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Describes this node to the fleet. Made once all doors are open and their ports are known. */
final class Advertised implements Supplier<NodeRecord> {
  private final ClusterProperties settings;
  private final String nodeId;
  private final String incarnation;
  private final Instant startedAt;
  private final InetSocketAddress media;
  private final Supplier<Ports> ports;
  private final NodeRooms rooms;
  private final Supplier<NodeLoad> load;

  /**
   * @param bindHost as other services reach us where nothing else is configured
   */
  record Ports(String bindHost, int http, int signaling) {}

  /**
   * @param media the address hosts are told
   * @param ports asked when the first beat goes out
   */
  Advertised(
      ClusterProperties settings,
      String nodeId,
      String incarnation,
      Instant startedAt,
      InetSocketAddress media,
      Supplier<Ports> ports,
      NodeRooms rooms,
      Supplier<NodeLoad> load) {
    this.settings = settings;
    this.nodeId = nodeId;
    this.incarnation = incarnation;
    this.startedAt = startedAt;
    this.media = media;
    this.ports = ports;
    this.rooms = rooms;
    this.load = load;
  }

  @Override
  public NodeRecord get() {
    Ports known = ports.get();
    String host = literal(media.getAddress().getHostAddress());
    return new NodeRecord(
        nodeId,
        incarnation,
        settings.region(),
        settings.isp(),
        settings.latitude(),
        settings.longitude(),
        or(settings.signalingUrl(), "http://" + host + ":" + known.signaling()),
        or(settings.whipUrl(), "http://" + host + ":" + known.http() + "/whip/rooms"),
        new NodeRecord.Probe(
            settings.probeHost() == null
                ? media.getAddress().getHostAddress()
                : settings.probeHost(),
            media.getPort()),
        or(settings.controlUrl(), "http://" + literal(known.bindHost()) + ":" + known.http()),
        "0.1.0",
        startedAt,
        rooms.draining(),
        load.get());
  }

  private static String or(@Nullable URI configured, String otherwise) {
    return configured == null ? otherwise : configured.toString().replaceAll("/+$", "");
  }

  private static String literal(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }
}
