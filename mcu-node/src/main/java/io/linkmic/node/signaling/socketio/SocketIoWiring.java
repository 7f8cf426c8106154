package io.linkmic.node.signaling.socketio;

import io.linkmic.contract.token.TokenVerifier;
import io.linkmic.http.PortLifecycle;
import io.linkmic.node.NodeProperties;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.telemetry.NodeMetrics;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SocketIoWiring {

  @Bean(destroyMethod = "")
  SocketIoDoor socketIoDoor(
      NodeProperties node, RoomDirectory rooms, TokenVerifier verifier, NodeMetrics metrics) {
    return new SocketIoDoor(
        node.bindAddress(),
        node.socketIo(),
        rooms,
        verifier,
        refusal -> metrics.signalingRefused(refusal.kebab()));
  }

  @Bean
  SmartLifecycle socketIoLifecycle(SocketIoDoor door) {
    return new PortLifecycle(door::open, door::close);
  }
}
