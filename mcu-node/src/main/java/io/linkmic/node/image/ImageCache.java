package io.linkmic.node.image;

import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.media.picture.ImageFile;
import io.linkmic.media.picture.Overlay;
import io.linkmic.media.picture.Still;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.bytes.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of all mixes of a node: files by URL for five minutes, then asked for again; overlays
 * by drawing while they are used. What fails is logged, counted and tried again after a minute;
 * what was there before stays.
 */
public final class ImageCache implements Images, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ImageCache.class);

  static final Duration FRESH = Duration.ofMinutes(5);
  static final Duration RETRY = Duration.ofMinutes(1);

  /** A mix asks for every frame; whoever did not for so long has another layout or is gone. */
  static final Duration UNUSED = Duration.ofSeconds(30);

  /** Of fifty rooms with ten images each. */
  static final int MOST_DRAWINGS = 512;

  /** A 720p background has 2.8 MB: some fifty rooms with one of their own. */
  static final long MOST_OVERLAY_BYTES = 160L << 20;

  /** Files of some hundred kB are usual. */
  static final long MOST_FILE_BYTES = 64L << 20;

  private final Map<Drawing, Slot> slots = new ConcurrentHashMap<>();
  private final LongSupplier nanos;
  private final NodeMetrics metrics;
  private final Fetcher fetcher;
  private final Executor fetchers;
  private final Executor own;
  private final Runnable end;
  // The own thread only.
  private final Map<String, Source> sources = new HashMap<>();

  /** Gets a file, however long that takes. */
  @FunctionalInterface
  interface Fetcher {
    Fetched get(String url);
  }

  /**
   * @param nanos a monotonic clock
   * @param fetchers may wait
   * @param own runs one task at a time, in order
   * @param end frees what the others hold
   */
  ImageCache(
      LongSupplier nanos,
      NodeMetrics metrics,
      Fetcher fetcher,
      Executor fetchers,
      Executor own,
      Runnable end) {
    this.nanos = nanos;
    this.metrics = metrics;
    this.fetcher = fetcher;
    this.fetchers = fetchers;
    this.own = own;
    this.end = end;
  }

  /** Fetches from wherever the rules allow, with threads of its own. */
  public static ImageCache open(HttpUrlRules rules, NodeMetrics metrics) {
    var http = new ImageHttp(rules, Duration.ofSeconds(10), SSLContexts.createDefault());
    ExecutorService own =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("image-decode").daemon().factory());
    ExecutorService fetchers =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("image-fetch-", 0).factory());
    return new ImageCache(
        System::nanoTime,
        metrics,
        http::get,
        fetchers,
        own,
        () -> {
          fetchers.shutdownNow();
          own.shutdownNow();
          http.close();
        });
  }

  @Override
  public @Nullable Overlay find(Drawing drawing) {
    long now = nanos.getAsLong();
    Slot slot = slots.get(drawing);
    if (slot == null) {
      if (slots.size() >= MOST_DRAWINGS) {
        return null;
      }
      slot = slots.computeIfAbsent(drawing, key -> new Slot(now));
    }
    slot.asked = now;
    if (now - slot.due >= 0 && slot.posted.compareAndSet(false, true)) {
      Slot mine = slot;
      post(() -> lookAfter(drawing, mine));
    }
    return slot.overlay;
  }

  private void post(Runnable task) {
    try {
      own.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("Images come to an end.");
    }
  }

  private void lookAfter(Drawing drawing, Slot slot) {
    long now = nanos.getAsLong();
    sweep(now);
    Source source = sources.computeIfAbsent(drawing.url(), url -> new Source(url, now));
    if (!source.underWay && now - source.due >= 0) {
      source.underWay = true;
      fetchers.execute(() -> {
        Fetched fetched = fetched(drawing.url());
        post(() -> arrived(source, fetched));
      });
    }
    draw(source);
    // What is under way comes by itself.
    slot.due = source.underWay ? now + RETRY.toNanos() : source.due;
    slot.posted.set(false);
  }

  private Fetched fetched(String url) {
    try {
      return fetcher.get(url);
    } catch (RuntimeException e) {
      LOG.error("Fetching an image failed by a fault of ours", e);
      return new Fetched.Failed("broken");
    }
  }

  private void arrived(Source source, Fetched fetched) {
    long now = nanos.getAsLong();
    sweep(now);
    source.underWay = false;
    source.due = now + FRESH.toNanos();
    switch (fetched) {
      case Fetched.Failed(String reason) -> failed(source, reason);
      case Fetched.File(Bytes file) -> {
        byte[] bytes = file.toArray();
        if (!Arrays.equals(bytes, source.file)) {
          if (fileBytes() + bytes.length > MOST_FILE_BYTES) {
            sources.values().removeIf(other -> !other.underWay && other != source && unused(other));
          }
          if (fileBytes() + bytes.length > MOST_FILE_BYTES) {
            failed(source, "no-room");
          } else {
            source.file = bytes;
            source.version++;
          }
        }
      }
    }
    draw(source);
    slots.forEach((drawing, slot) -> {
      if (drawing.url().equals(source.url)) {
        slot.due = source.due;
      }
    });
  }

  /** All drawings of a file that were not made of it; decodes it at most once. */
  private void draw(Source source) {
    byte[] file = source.file;
    if (file == null) {
      return;
    }
    Still still = null;
    for (Map.Entry<Drawing, Slot> entry : slots.entrySet()) {
      Drawing drawing = entry.getKey();
      Slot slot = entry.getValue();
      if (!drawing.url().equals(source.url) || slot.version == source.version) {
        continue;
      }
      if (still == null) {
        still = decoded(source, file);
        if (still == null) {
          return;
        }
      }
      if (slot.overlay == null && overlayBytes() + drawing.bytes() > MOST_OVERLAY_BYTES) {
        failed(source, "no-room");
        return;
      }
      slot.version = source.version;
      slot.overlay = drawing.of(still);
    }
  }

  private @Nullable Still decoded(Source source, byte[] file) {
    return switch (ImageFile.read(file)) {
      case ImageFile.Read(Still read) -> read;
      case ImageFile.Refused(String why) -> {
        LOG.debug("Not an image: {}", why);
        source.file = null;
        failed(source, "not-an-image");
        yield null;
      }
    };
  }

  private void failed(Source source, String reason) {
    source.due = nanos.getAsLong() + RETRY.toNanos();
    metrics.imageFailed(reason);
    // Not all of the URL: many carry a signature.
    LOG.warn(
        "An image at {} cannot be had: {}. The next try is in {} s.",
        URI.create(source.url).getHost(),
        reason,
        RETRY.toSeconds());
  }

  private void sweep(long now) {
    slots.values().removeIf(slot -> now - slot.asked > UNUSED.toNanos());
    // A file that fails is remembered, so that a layout set anew does not ask at once.
    sources
        .values()
        .removeIf(source -> !source.underWay && now - source.due >= 0 && unused(source));
  }

  private boolean unused(Source source) {
    return slots.keySet().stream().noneMatch(drawing -> drawing.url().equals(source.url));
  }

  private long overlayBytes() {
    long bytes = 0;
    for (Map.Entry<Drawing, Slot> slot : slots.entrySet()) {
      bytes += slot.getValue().overlay == null ? 0 : slot.getKey().bytes();
    }
    return bytes;
  }

  private long fileBytes() {
    return sources.values().stream().mapToLong(s -> s.file == null ? 0 : s.file.length).sum();
  }

  @Override
  public void close() {
    end.run();
  }
}
