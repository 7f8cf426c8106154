package io.linkmic.backend.broadcast;

import io.linkmic.backend.alert.Alerts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts in the database, read now and then by the keeper and not by whoever scrapes. */
@Component
class BackendGauges {
  private final Map<BroadcastState, AtomicLong> broadcasts = new EnumMap<>(BroadcastState.class);
  private final AtomicLong free;
  private final AtomicLong releasing;
  private final AtomicLong alerts;
  private final JdbcClient jdbc;
  private final RoomPool pool;
  private final Alerts standing;

  BackendGauges(MeterRegistry metrics, JdbcClient jdbc, RoomPool pool, Alerts standing) {
    this.jdbc = jdbc;
    this.pool = pool;
    this.standing = standing;
    for (BroadcastState state : BroadcastState.values()) {
      AtomicLong count = new AtomicLong();
      broadcasts.put(state, count);
      if (state != BroadcastState.ENDED) {
        Gauge.builder("linkmic_backend_broadcasts", count, AtomicLong::get)
            .tag("state", state.name().toLowerCase(Locale.ROOT))
            .description("Open broadcasts")
            .register(metrics);
      }
    }
    free = gauge(metrics, "linkmic_backend_pool_free", "Room ids and stream keys ready");
    releasing = gauge(metrics, "linkmic_backend_rooms_to_delete", "Rooms not yet deleted");
    alerts = gauge(metrics, "linkmic_backend_alerts_standing", "Alerts not yet cleared");
  }

  private static AtomicLong gauge(MeterRegistry metrics, String name, String description) {
    AtomicLong value = new AtomicLong();
    Gauge.builder(name, value, AtomicLong::get).description(description).register(metrics);
    return value;
  }

  void read() {
    Map<BroadcastState, Long> counted = new EnumMap<>(BroadcastState.class);
    jdbc.sql("select state, count(*) from broadcast where state <> 'ENDED' group by state")
        .query(row -> {
          counted.put(BroadcastState.valueOf(row.getString(1)), row.getLong(2));
        });
    broadcasts.forEach((state, value) -> value.set(counted.getOrDefault(state, 0L)));
    free.set(pool.free());
    releasing.set(pool.releasing());
    alerts.set(standing.standing());
  }
}
