package io.linkmic.node;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.edge.UdpEdge;
import io.linkmic.node.ingest.WarmUp;
import io.linkmic.node.ingest.WebRtcIngests;
import io.linkmic.node.room.NodeRooms;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
    metrics.counter("linkmic.edge.peer.faults", counters::peerFaults);
    metrics.gauge("linkmic.edge.peers", edge::peers);
    return edge;
  }

  @Bean
  @ConditionalOnMissingBean(io.linkmic.node.room.RoomDirectory.class)
  NodeRooms rooms(
      NodeProperties node,
      UdpEdge edge,
      MonotonicClock clock,
      SecureRandom random,
      EgressUrlRules egressRules,
      NodeMetrics metrics) {
    DtlsIdentity identity = DtlsIdentity.generate(random);
    WarmUp.run(identity, random);
    var addresses = PublicAddresses.of(node, edge.address());
    var ingests = new WebRtcIngests(edge, identity, addresses, random);
    return new NodeRooms(clock, ingests, egressRules, metrics, node.maxRooms());
  }
}
