package io.linkmic.origin.telemetry;

import io.linkmic.origin.stream.OriginFigures;
import io.linkmic.origin.stream.StreamDirectory;
import io.linkmic.origin.stream.ViewerFormat;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Shows the figures to a registry. */
public final class OriginMetrics implements MeterBinder {
  private final OriginFigures figures;
  private final StreamDirectory streams;

  public OriginMetrics(OriginFigures figures, StreamDirectory streams) {
    this.figures = figures;
    this.streams = streams;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "received", "bytes", "FLV tags from publishers", figures.bytesIn);
    counter(registry, "sent", "bytes", "Bytes written to viewers", figures.bytesOut);
    counter(registry, "tags", "", "FLV tags from publishers", figures.tagsIn);
    counter(
        registry,
        "tags.dropped",
        "",
        "Tags not sent: to slow viewers, or without a key frame before them",
        figures.tagsDropped);
    counter(
        registry,
        "viewers.slow",
        "",
        "Viewers disconnected because they did not keep up",
        figures.slowViewersDisconnected);
    counter(registry, "publishes", "", "Publishers accepted", figures.publishes);
    counter(registry, "publishes.refused", "", "Publishers refused", figures.publishesRefused);
    counter(
        registry,
        "plays.refused",
        "",
        "Viewers refused: address not signed or expired",
        figures.playsRefused);
    counter(registry, "takeovers", "", "Publishers that took over from another", figures.takeovers);
    counter(
        registry,
        "interruptions",
        "",
        "Publishers that vanished while viewers were kept",
        figures.interruptions);
    counter(registry, "malformed", "", "Connections that made no sense", figures.malformed);
    Gauge.builder("linkmic.origin.streams", streams, StreamDirectory::size)
        .description("Streams with a publisher or a viewer")
        .register(registry);
    Gauge.builder("linkmic.origin.publishers", figures.publishers::get)
        .description("Publishers connected")
        .register(registry);
    Gauge.builder("linkmic.origin.viewers.waiting", figures.waitingViewers::get)
        .description("Viewers of streams that do not exist yet")
        .register(registry);
    for (ViewerFormat.Door door : ViewerFormat.Door.values()) {
      Gauge.builder("linkmic.origin.viewers", figures.viewers(door)::get)
          .tag("door", door.name().toLowerCase(Locale.ROOT))
          .description("Viewers connected")
          .register(registry);
    }
  }

  private static void counter(
      MeterRegistry registry, String name, String unit, String description, LongAdder figure) {
    FunctionCounter.builder("linkmic.origin." + name, figure, LongAdder::doubleValue)
        .description(description)
        .baseUnit(unit.isEmpty() ? null : unit)
        .register(registry);
  }
}
