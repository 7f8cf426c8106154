package io.linkmic.standalone.browser;

import io.linkmic.media.avc.NalUnits;
import io.linkmic.media.flv.AacAudioData;
import io.linkmic.media.flv.AvcVideoData;
import io.linkmic.media.flv.FlvReader;
import io.linkmic.media.flv.FlvTag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One viewer of an HTTP-FLV stream, on one connection, that takes notes of every tag. */
final class FlvViewer implements AutoCloseable {
  private static final long RETRY_NANOS = 50_000_000;

  /**
   * A video tag.
   *
   * @param nalUnits SHA-256 of each, separated by spaces; empty for a sequence header
   */
  record Picture(long dts, boolean key, boolean idr, boolean sequenceHeader, String nalUnits) {}

  private final List<Picture> pictures = new CopyOnWriteArrayList<>();
  private final List<Long> sound = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI url;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean closed;

  FlvViewer(String url) {
    this.url = URI.create(url);
    Thread.ofVirtual().start(this::watch);
  }

  List<Picture> pictures() {
    return List.copyOf(pictures);
  }

  /** Coded pictures alone. */
  List<Picture> codedPictures() {
    return pictures.stream().filter(picture -> !picture.sequenceHeader()).toList();
  }

  /** Timestamps of the AAC packets, in ms. */
  List<Long> sound() {
    return List.copyOf(sound);
  }

  /** How many times a stream was there at this address. */
  int connections() {
    return connections.get();
  }

  private void watch() {
    while (!closed) {
      try {
        HttpResponse<InputStream> answer =
            client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
          if (answer.statusCode() == 200) {
            connections.incrementAndGet();
            read(body);
          }
        }
      } catch (IOException gone) {
        // The stream is not there yet, or over: tried again below.
      } catch (InterruptedException stopped) {
        return;
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private void read(InputStream body) throws IOException {
    FlvReader reader = new FlvReader();
    byte[] piece = new byte[64 * 1024];
    for (int n = body.read(piece); n >= 0 && !closed; n = body.read(piece)) {
      reader.accept(piece, 0, n, this::note);
    }
  }

  private void note(FlvTag tag) {
    switch (tag.type()) {
      case VIDEO ->
          AvcVideoData.read(tag.data())
              .ifPresent(video -> pictures.add(picture(tag.timestampMillis(), video)));
      case AUDIO ->
          AacAudioData.read(tag.data())
              .filter(audio -> !audio.sequenceHeader())
              .ifPresent(audio -> sound.add(tag.timestampMillis()));
      case SCRIPT -> {}
    }
  }

  private static Picture picture(long dts, AvcVideoData video) {
    boolean header = video.kind() == AvcVideoData.Kind.SEQUENCE_HEADER;
    List<String> digests = new ArrayList<>();
    boolean[] idr = new boolean[1];
    if (!header) {
      ByteBuffer payload = video.payload();
      byte[] bytes = new byte[payload.remaining()];
      payload.duplicate().get(bytes);
      NalUnits.walk(
          bytes,
          0,
          bytes.length,
          (type, offset, length) -> {
            idr[0] |= type == NalUnits.IDR_SLICE;
            digests.add(digest(bytes, offset, length));
          });
    }
    return new Picture(dts, video.keyFrame(), idr[0], header, String.join(" ", digests));
  }

  private static String digest(byte[] bytes, int offset, int length) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes, offset, length);
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  @Override
  public void close() {
    closed = true;
    client.shutdownNow();
  }
}
