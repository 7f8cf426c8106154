package io.linkmic.standalone.live;

import io.linkmic.media.flv.FlvReader;
import io.linkmic.media.flv.FlvTag;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.codec.NalUnits;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Watches an FLV stream and remembers all of it. */
public final class FlvWatcher implements AutoCloseable {
  private final List<Tag> tags = new ArrayList<>();
  private final InputStream body;
  private boolean ended;

  /** One tag of picture or sound, its body copied. */
  public record Tag(boolean video, long timestamp, Bytes data) {
    boolean header() {
      return data.length() > 1 && data.u8(1) == 0;
    }

    boolean picture() {
      return video && data.length() > 5 && data.u8(1) == 1;
    }

    boolean keyFrame() {
      return picture() && data.u8(0) == 0x17;
    }

    boolean sound() {
      return !video && data.length() > 2 && data.u8(1) == 1;
    }

    List<Bytes> nalUnits() {
      return switch (NalUnits.split(data.sliceFrom(5))) {
        case Parsed.Ok<List<Bytes>>(List<Bytes> units) -> units;
        case Parsed.Malformed<List<Bytes>> bad -> throw new AssertionError(bad.reason());
      };
    }
  }

  private FlvWatcher(InputStream body) {
    this.body = body;
  }

  public static FlvWatcher watch(URI url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    FlvWatcher watcher = new FlvWatcher(connection.getInputStream());
    Thread.ofPlatform().daemon().name("watcher").start(watcher::read);
    return watcher;
  }

  public static List<Tag> file(Path flv) throws IOException {
    FlvWatcher watcher = new FlvWatcher(Files.newInputStream(flv));
    watcher.read();
    return watcher.seen();
  }

  private void read() {
    FlvReader reader = new FlvReader();
    byte[] buffer = new byte[65536];
    try (InputStream in = body) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        reader.accept(buffer, 0, n, this::add);
      }
    } catch (IOException broken) {
      // Ended by the test, or by the other side's death: the test sees which by what it has.
    }
    end();
  }

  private synchronized void add(FlvTag tag) {
    if (tag.type() != FlvTag.Type.SCRIPT) {
      ByteBuffer data = tag.data();
      byte[] copy = new byte[data.remaining()];
      data.duplicate().get(copy);
      tags.add(new Tag(tag.type() == FlvTag.Type.VIDEO, tag.timestampMillis(), Bytes.wrap(copy)));
      notifyAll();
    }
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  public synchronized boolean hasEnded() {
    return ended;
  }

  public synchronized List<Tag> seen() {
    return List.copyOf(tags);
  }

  public synchronized int count() {
    return tags.size();
  }

  /** What came until this holds. */
  public synchronized List<Tag> await(String what, Duration limit, Predicate<List<Tag>> enough)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!enough.test(tags)) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || ended) {
        throw new AssertionError(
            "not seen within " + limit + (ended ? " (the stream ended)" : "") + ": " + what);
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
    }
    return List.copyOf(tags);
  }

  /** A picture of that time or later. */
  void awaitPicture(long timestamp, Duration limit) throws InterruptedException {
    await(
        "a picture of " + timestamp + " ms",
        limit,
        tags -> {
          Tag last = tags.getLast();
          return last.video() && last.timestamp() >= timestamp;
        });
  }

  /**
   * A second of pictures behind a sequence header.
   *
   * @param headers how many have come by then, no more and no less
   */
  void awaitCut(int headers, Duration limit) throws InterruptedException {
    await("sequence header " + headers, limit, tags -> Seen.headers(tags) >= headers);
    int from = count();
    List<Tag> seen =
        await(
            "a second of pictures",
            limit,
            tags -> Seen.pictures(tags.subList(from, tags.size())) >= 30);
    if (Seen.headers(seen) != headers) {
      throw new AssertionError(Seen.headers(seen) + " sequence headers, not " + headers);
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
