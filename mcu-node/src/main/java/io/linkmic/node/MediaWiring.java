package io.linkmic.node;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.layout.LayoutRules;
import io.linkmic.node.edge.KernelDrops;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.edge.UdpEdge;
import io.linkmic.node.feed.WebRtcFeeds;
import io.linkmic.node.image.ImageCache;
import io.linkmic.node.ingest.WarmUp;
import io.linkmic.node.ingest.WebRtcIngests;
import io.linkmic.node.ingest.WebRtcPulls;
import io.linkmic.node.mix.Mixes;
import io.linkmic.node.relay.NodeCalls;
import io.linkmic.node.relay.PeerRooms;
import io.linkmic.node.relay.PullGate;
import io.linkmic.node.relay.Relays;
import io.linkmic.node.room.NodeRooms;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.room.RoomWatcher;
import io.linkmic.node.room.RoomsMaker;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The media plane, in the order the data flows. */
@Configuration(proxyBeanMethods = false)
class MediaWiring {

  @Bean
  MonotonicClock monotonicClock() {
    return new MonotonicClock();
  }

  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  @Bean
  NodeMetrics nodeMetrics(MeterRegistry registry) {
    return new NodeMetrics(registry);
  }

  @Bean
  UdpEdge udpEdge(
      NodeProperties node, MonotonicClock clock, SecureRandom random, NodeMetrics metrics) {
    InetSocketAddress bind = new InetSocketAddress(node.bindAddress(), node.udpPort());
    UdpEdge edge = new UdpEdge(bind, clock, random);
    var counters = edge.counters();
    metrics.counter("linkmic.edge.datagrams.in", counters::datagramsIn);
    metrics.counter("linkmic.edge.bytes.in", counters::bytesIn);
    metrics.counter("linkmic.edge.datagrams.out", counters::datagramsOut);
    metrics.counter("linkmic.edge.bytes.out", counters::bytesOut);
    metrics.counter("linkmic.edge.unknown.sender", counters::unknownSender);
    metrics.counter("linkmic.edge.unknown.ufrag", counters::unknownUfrag);
    metrics.counter("linkmic.edge.kernel.drops", new KernelDrops(edge.address().getPort())::count);
    metrics.counter("linkmic.edge.peer.faults", counters::peerFaults);
    metrics.gauge("linkmic.edge.peers", edge::peers);
    return edge;
  }

  @Bean
  MediaAddresses mediaAddresses(NodeProperties node, UdpEdge edge) {
    return new MediaAddresses(PublicAddresses.of(node, edge.address()));
  }

  @Bean
  ImageCache images(SharedProperties shared, NodeMetrics metrics) {
    return ImageCache.open(LayoutRules.images(shared.layout().allowPrivateAddresses()), metrics);
  }

  @Bean
  Mixes mixes(MixProperties mix, MonotonicClock clock, NodeMetrics metrics, ImageCache images) {
    return Mixes.probed(mix.settings(), clock::micros, metrics, images);
  }

  /** A node without Redis: rooms are made by the internal door and owned by nobody. */
  @Bean
  @ConditionalOnMissingBean(RoomDirectory.class)
  @ConditionalOnProperty(name = "linkmic.redis-url", matchIfMissing = true, havingValue = "none")
  NodeRooms rooms(RoomsMaker maker) {
    return maker.make(RoomWatcher.none());
  }

  @Bean
  DtlsIdentity dtlsIdentity(SecureRandom random) {
    return DtlsIdentity.generate(random);
  }

  @Bean
  @ConditionalOnProperty(name = "linkmic.redis-url", matchIfMissing = true, havingValue = "none")
  PeerRooms peerRooms(RoomDirectory rooms) {
    return PeerRooms.alone(rooms);
  }

  @Bean
  NodeCalls nodeCalls(NodeProperties node, JsonMapper json) {
    return new NodeCalls(node.serviceToken(), json);
  }

  @Bean
  Relays relays(
      RoomDirectory rooms,
      PeerRooms peers,
      NodeCalls calls,
      UdpEdge edge,
      MonotonicClock clock,
      SecureRandom random,
      DtlsIdentity identity,
      NodeMetrics metrics) {
    PullGate gate = new WebRtcPulls(edge, identity, random);
    return new Relays(rooms, peers, calls, gate, clock::micros, metrics);
  }

  @Bean
  RoomsMaker roomsMaker(
      NodeProperties node,
      MediaAddresses addresses,
      UdpEdge edge,
      MonotonicClock clock,
      SecureRandom random,
      EgressUrlRules egressRules,
      NodeMetrics metrics,
      Mixes mixes,
      DtlsIdentity identity) {
    return watcher -> {
      WarmUp.run(identity, random);
      var ingests = new WebRtcIngests(edge, identity, addresses.told(), random);
      var feeds = new WebRtcFeeds(edge, identity, addresses.told(), random, metrics);
      return new NodeRooms(
          clock, ingests, feeds, egressRules, metrics, node.maxRooms(), mixes, watcher);
    };
  }
}
