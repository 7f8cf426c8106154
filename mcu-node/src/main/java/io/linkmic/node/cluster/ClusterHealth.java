package io.linkmic.node.cluster;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Part of readiness, which means "takes new rooms". Never of liveness: rooms outlive Redis. */
final class ClusterHealth implements HealthIndicator {
  private final ClusteredRooms rooms;

  ClusterHealth(ClusteredRooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public Health health() {
    if (rooms.draining()) {
      return Health.outOfService().withDetail("why", "draining").build();
    }
    return switch (rooms.membership()) {
      case Membership.Member ignored -> Health.up().build();
      case Membership.Starting ignored ->
          Health.outOfService().withDetail("why", "not registered yet").build();
      case Membership.CutOff ignored ->
          Health.outOfService().withDetail("why", "Redis does not answer").build();
      case Membership.NameTaken ignored ->
          Health.outOfService().withDetail("why", "the node id is in use").build();
    };
  }
}
