package io.linkmic.api.webhook.delivery;

import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.outbound.PinnedHttp;
import io.linkmic.outbound.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/**
 * Posts to a subscriber's URL and says what its answer means; little of that is read. A virtual
 * thread each call.
 */
final class WebhookHttp implements AutoCloseable {
  // Enough for "ok" and an error page's head; whoever sends more loses the connection.
  private static final int MOST_OF_AN_ANSWER = 4 * 1024;

  // A receiver may ask for quiet, but not for long enough to lose events.
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

  // Shorter than what usual servers keep: a connection that both believe in.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

  private final PinnedHttp http;

  WebhookHttp(HttpUrlRules rules, DeliverySettings settings) {
    this(rules, settings, SSLContexts.createDefault());
  }

  /**
   * @param trust whom HTTPS believes
   */
  WebhookHttp(HttpUrlRules rules, DeliverySettings settings, SSLContext trust) {
    http =
        new PinnedHttp(
            rules,
            new PinnedHttp.Use(
                "webhook",
                "LinkMic-Webhooks/1",
                settings.tryTimeout(),
                settings.connectTimeout(),
                settings.senders(),
                settings.sendersOfHost(),
                KEEP_ALIVE),
            trust);
  }

  /**
   * One try, over within the try timeout.
   *
   * @param body borrowed for this call
   * @param attempt how often it failed before; takes the host's addresses in turn
   */
  Outcome post(String url, Map<String, String> headers, byte[] body, int attempt) {
    Reply<Outcome> reply =
        http.exchange(
            url,
            attempt,
            allowed -> {
              HttpPost request = new HttpPost(allowed.uri());
              headers.forEach(request::setHeader);
              request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
              return request;
            },
            WebhookHttp::read);
    return switch (reply) {
      case Reply.Read<Outcome>(Outcome outcome) -> outcome;
      case Reply.Failed<Outcome>(String reason) -> new Outcome.Away(0, reason, null);
    };
  }

  private static Outcome read(ClassicHttpResponse response, Runnable rest) throws IOException {
    drain(response, rest);
    int status = response.getCode();
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered(status);
    }
    return switch (status) {
      case 410 -> new Outcome.Gone();
      case 429, 502, 503, 504 -> new Outcome.Away(status, "http-" + status, retryAfter(response));
      default -> new Outcome.Rejected(status, retryAfter(response));
    };
  }

  /** The rest of a short answer, so that the connection can be used again. */
  private static void drain(ClassicHttpResponse response, Runnable rest) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return;
    }
    InputStream in = entity.getContent();
    int read = in.readNBytes(MOST_OF_AN_ANSWER).length;
    if (read == MOST_OF_AN_ANSWER && in.read() >= 0) {
      rest.run();
    }
  }

  private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
    Header header = response.getFirstHeader("Retry-After");
    if (header == null || !header.getValue().strip().matches("[0-9]{1,9}")) {
      return null;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(header.getValue().strip()));
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }

  @Override
  public void close() {
    http.close();
  }
}
