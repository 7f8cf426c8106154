package io.linkmic.origin.testing;

import io.linkmic.media.flv.FlvReader;
import io.linkmic.media.flv.FlvTag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Watches by HTTP-FLV on a thread of its own and remembers every tag with its arrival. */
public final class FlvViewer implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** One tag and when it came, in nanoseconds after the request. */
  public record Seen(Clip.Tag tag, long afterNanos) {
    public boolean isVideo() {
      return tag.typeId() == 9;
    }

    public boolean isKeyFrame() {
      return isVideo() && tag.body().getByte(0) == 0x17 && tag.body().getByte(1) == 1;
    }

    public boolean isVideoHeader() {
      return isVideo() && tag.body().getByte(1) == 0;
    }

    public boolean isAudio() {
      return tag.typeId() == 8;
    }

    public boolean isSound() {
      return isAudio() && tag.body().getByte(1) != 0;
    }
  }

  private final List<Seen> seen = new ArrayList<>();
  private final long begin = System.nanoTime();
  private final HttpResponse<InputStream> response;
  private boolean ended;
  private boolean broken;

  public FlvViewer(int port, String key) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/live/" + key + ".flv");
    response =
        HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
    Thread.ofPlatform().daemon().start(this::read);
  }

  public HttpResponse<InputStream> response() {
    return response;
  }

  private void read() {
    FlvReader reader = new FlvReader();
    byte[] buffer = new byte[65536];
    try (InputStream in = response.body()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        reader.accept(buffer, 0, count, this::add);
      }
      end(false);
    } catch (IOException e) {
      end(true);
    }
  }

  private synchronized void add(FlvTag tag) {
    seen.add(new Seen(Clip.tag(tag), System.nanoTime() - begin));
    notifyAll();
  }

  private synchronized void end(boolean byFault) {
    ended = true;
    broken = byFault;
    notifyAll();
  }

  /** Waits until what was seen satisfies {@code enough}, and returns it. */
  public synchronized List<Seen> await(Duration limit, Predicate<List<Seen>> enough)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!enough.test(seen)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "not within " + limit + "; seen " + seen.size() + " tags: " + seen);
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
    }
    return List.copyOf(seen);
  }

  public synchronized boolean hasEnded() {
    return ended;
  }

  /** Waits for the end of the response; true when it ended as a stream should. */
  public synchronized boolean awaitEnd(Duration limit) throws InterruptedException {
    await(limit, tags -> ended);
    return !broken;
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
