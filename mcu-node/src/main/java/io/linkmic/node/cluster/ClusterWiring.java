package io.linkmic.node.cluster;

import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.node.MediaAddresses;
import io.linkmic.node.NodeProperties;
import io.linkmic.node.SharedProperties;
import io.linkmic.node.edge.UdpEdge;
import io.linkmic.node.relay.PeerRooms;
import io.linkmic.node.room.NodeRooms;
import io.linkmic.node.room.RoomsMaker;
import io.linkmic.node.signaling.socketio.SocketIoDoor;
import io.linkmic.node.telemetry.NodeMetrics;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A node of a fleet: where {@code linkmic.redis-url} is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("linkmic.redis-url")
class ClusterWiring {

  @Bean
  ClusteredRooms rooms(
      SharedProperties shared,
      NodeProperties node,
      ClusterProperties cluster,
      MediaAddresses addresses,
      UdpEdge edge,
      RoomsMaker maker,
      NodeMetrics metrics,
      SecureRandom random,
      Clock clock,
      ObjectProvider<SocketIoDoor> signaling,
      ApplicationContext context) {
    ClusterRedis redis =
        ClusterRedis.connect(
            RedisSettings.of(
                Objects.requireNonNull(shared.redisUrl(), "conditional on it"),
                "mcu-node-" + node.id()));
    NodeRegistry registry = new NodeRegistry(redis);
    EventOutbox events = new EventOutbox(new EventLog(redis));
    String incarnation = HexFormat.of().toHexDigits(random.nextLong());
    ClusteredRooms.Watcher watcher = new ClusteredRooms.Watcher(events, node.id());
    NodeRooms rooms = maker.make(watcher);
    var counters = edge.counters();
    LoadMeter load =
        new LoadMeter(
            rooms,
            () -> counters.bytesIn() + counters.bytesOut(),
            cluster.bandwidth(),
            node.maxRooms());
    Advertised self =
        new Advertised(
            cluster,
            node.id(),
            incarnation,
            clock.instant(),
            addresses.told().getFirst(),
            () -> ports(node, signaling.getObject(), context),
            rooms,
            load::measure);
    Registrar registrar =
        new Registrar(
            registry,
            new RoomLeases(redis, cluster.settling()),
            new RoomStore(redis),
            node.id(),
            incarnation,
            self,
            new ClusteredRooms.RoomsSide(rooms, watcher),
            clock);
    watcher.connect(registrar);
    meters(metrics, registrar, events);
    return new ClusteredRooms(
        rooms, registrar, events, load, registry, redis, node.id(), cluster.fullAtCpu());
  }

  private static Advertised.Ports ports(
      NodeProperties node, SocketIoDoor signaling, ApplicationContext context) {
    int http =
        context instanceof WebServerApplicationContext web
            ? Objects.requireNonNull(web.getWebServer(), "it has started").getPort()
            : 0;
    boolean everywhere = node.bindAddress().equals("0.0.0.0") || node.bindAddress().equals("::");
    return new Advertised.Ports(
        everywhere ? hostName() : node.bindAddress(), http, signaling.port());
  }

  private static String hostName() {
    try {
      return java.net.InetAddress.getLocalHost().getHostAddress();
    } catch (java.net.UnknownHostException e) {
      return "127.0.0.1";
    }
  }

  private static void meters(NodeMetrics metrics, Registrar registrar, EventOutbox events) {
    metrics.gauge(
        "linkmic.cluster.member",
        () -> registrar.membership() instanceof Membership.Member ? 1 : 0);
    metrics.counter("linkmic.lease.renewals", registrar::beats);
    metrics.counter("linkmic.epoch.conflicts", registrar::conflicts);
    metrics.counter("linkmic.events.dropped", events::dropped);
    metrics.counter("linkmic.events.fenced", events::fenced);
    metrics.gauge("linkmic.events.waiting", events::waiting);
  }

  /** Registers once all doors are open: nobody is sent to a door that is still shut. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> registration(ClusteredRooms rooms) {
    return event -> rooms.start();
  }

  @Bean
  PeerRooms peerRooms(ClusteredRooms rooms) {
    return rooms.peers();
  }

  @Bean
  ClusterHealth clusterHealthIndicator(ClusteredRooms rooms) {
    return new ClusterHealth(rooms);
  }
}
