package io.linkmic.node.image;

import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.media.picture.ImageFile;
import io.linkmic.outbound.PinnedHttp;
import io.linkmic.outbound.Reply;
import io.linkmic.rtc.bytes.Bytes;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Gets an image file from a stranger's URL, within a time and a size. A virtual thread each call.
 */
final class ImageHttp implements AutoCloseable {
  /** With 5 MiB each, what arrives at a time stays below 40 MiB. */
  static final int AT_A_TIME = 8;

  private final PinnedHttp http;

  /**
   * @param limit for all of it: name, connection, file
   * @param trust whom HTTPS believes
   */
  ImageHttp(HttpUrlRules rules, Duration limit, SSLContext trust) {
    http =
        new PinnedHttp(
            rules,
            new PinnedHttp.Use(
                "image", "LinkMic-Images/1", limit, limit, AT_A_TIME, AT_A_TIME, Duration.ZERO),
            trust);
  }

  Fetched get(String url) {
    Reply<Fetched> reply =
        http.exchange(
            url,
            0,
            allowed -> {
              HttpGet request = new HttpGet(allowed.uri());
              request.setHeader("Accept", "image/png, image/jpeg");
              return request;
            },
            ImageHttp::read);
    return switch (reply) {
      case Reply.Read<Fetched>(Fetched fetched) -> fetched;
      case Reply.Failed<Fetched>(String reason) -> new Fetched.Failed(reason);
    };
  }

  private static Fetched read(ClassicHttpResponse response, Runnable rest) throws IOException {
    HttpEntity entity = response.getEntity();
    String failure = null;
    if (response.getCode() != 200 || entity == null) {
      failure = "http-" + response.getCode();
    } else if (entity.getContentLength() > ImageFile.MAX_BYTES) {
      failure = "too-large";
    } else {
      byte[] bytes = entity.getContent().readNBytes(ImageFile.MAX_BYTES + 1);
      if (bytes.length <= ImageFile.MAX_BYTES) {
        return new Fetched.File(Bytes.wrap(bytes));
      }
      failure = "too-large";
    }
    rest.run();
    return new Fetched.Failed(failure);
  }

  @Override
  public void close() {
    http.close();
  }
}
