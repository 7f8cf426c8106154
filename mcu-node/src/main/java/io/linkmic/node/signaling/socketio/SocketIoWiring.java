package io.linkmic.node.signaling.socketio;

import io.linkmic.contract.token.TokenVerifier;
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
    return new Lifecycle(door);
  }

  /** Opens before the HTTP port and closes after it: a taken port leaves nothing half-started. */
  private static final class Lifecycle implements SmartLifecycle {
    private final SocketIoDoor door;
    private volatile boolean running;

    Lifecycle(SocketIoDoor door) {
      this.door = door;
    }

    @Override
    public void start() {
      door.open();
      running = true;
    }

    @Override
    public void stop() {
      running = false;
      door.close();
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return 1000;
    }
  }
}
