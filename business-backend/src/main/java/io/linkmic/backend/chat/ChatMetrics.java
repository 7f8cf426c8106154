package io.linkmic.backend.chat;

import io.linkmic.socketio.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** The chat's meters. Any thread. */
final class ChatMetrics {
  private final MeterRegistry registry;
  private final Counter stored;
  private final Counter limited;
  private final Counter fetched;
  private final Counter redisFailures;

  ChatMetrics(MeterRegistry registry) {
    this.registry = registry;
    stored = registry.counter("linkmic.chat.messages");
    limited = registry.counter("linkmic.chat.limited");
    fetched = registry.counter("linkmic.chat.fetched");
    redisFailures = registry.counter("linkmic.chat.redis.failures");
  }

  void sockets(Supplier<Number> connected, Supplier<Number> joined) {
    Gauge.builder("linkmic.chat.connections", connected).strongReference(true).register(registry);
    Gauge.builder("linkmic.chat.sockets", joined).strongReference(true).register(registry);
  }

  /** A message was stored by this instance. */
  void stored() {
    stored.increment();
  }

  /** A message was refused because its sender writes too fast. */
  void limited() {
    limited.increment();
  }

  /** Messages of other instances came from PostgreSQL and not from Redis. */
  void fetched(int messages) {
    fetched.increment(messages);
  }

  void redisFailed() {
    redisFailures.increment();
  }

  void refused(Refusal refusal) {
    registry.counter("linkmic.chat.refused", "reason", refusal.kebab()).increment();
  }
}
