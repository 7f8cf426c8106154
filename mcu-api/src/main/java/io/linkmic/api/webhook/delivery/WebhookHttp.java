package io.linkmic.api.webhook.delivery;

import io.linkmic.contract.address.HttpUrl;
import io.linkmic.contract.address.HttpUrlRules;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Posts to a stranger's URL: judged and resolved once, connected to that very address, no
 * redirects, cookies, proxies or repetitions of its own, little of the answer read. A virtual
 * thread each call.
 */
final class WebhookHttp implements AutoCloseable {
  // Enough for "ok" and an error page's head; whoever sends more loses the connection.
  private static final int MOST_OF_AN_ANSWER = 4 * 1024;
  private static final int LONGEST_HEADER_LINE = 8 * 1024;
  private static final int MOST_HEADERS = 64;

  // A receiver may ask for quiet, but not for long enough to lose events.
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

  // Shorter than what usual servers keep: a connection that both believe in.
  private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(4);

  private final HttpUrlRules rules;
  private final Duration tryTimeout;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines;
  private final Executor resolvers =
      task -> Thread.ofVirtual().name("linkmic-webhook-dns").start(task);

  WebhookHttp(HttpUrlRules rules, DeliverySettings settings) {
    this(rules, settings, SSLContexts.createDefault());
  }

  /**
   * @param trust whom HTTPS believes
   */
  WebhookHttp(HttpUrlRules rules, DeliverySettings settings, SSLContext trust) {
    this.rules = rules;
    this.tryTimeout = settings.tryTimeout();
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections(settings, trust))
            // The usual builder would take a proxy from nowhere; said here so that it stays so.
            .setRoutePlanner(new DefaultRoutePlanner(null))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(Timeout.of(settings.tryTimeout()))
                    .setConnectionRequestTimeout(Timeout.of(settings.connectTimeout()))
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .setExpectContinueEnabled(false)
                    .build())
            .setKeepAliveStrategy((response, context) -> KEEP_ALIVE)
            .setUserAgent("LinkMic-Webhooks/1")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableDefaultUserAgent()
            .build();
    this.deadlines =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("linkmic-webhook-deadlines").factory());
  }

  private static PoolingHttpClientConnectionManager connections(
      DeliverySettings settings, SSLContext trust) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new NeverAsked())
        .setMaxConnTotal(settings.senders())
        .setMaxConnPerRoute(settings.sendersOfHost())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setSocketTimeout(Timeout.of(settings.tryTimeout()))
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                .build())
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
        .setDefaultTlsConfig(
            TlsConfig.custom().setHandshakeTimeout(Timeout.of(settings.connectTimeout())).build())
        .setConnectionFactory(
            org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxLineLength(LONGEST_HEADER_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build())
                .build())
        .build();
  }

  /** Every host comes with the address that was judged. */
  private static final class NeverAsked implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  /**
   * One try, over within the try timeout.
   *
   * @param body borrowed for this call
   * @param attempt how often it failed before; takes the host's addresses in turn
   */
  Outcome post(String url, Map<String, String> headers, byte[] body, int attempt) {
    long until = System.nanoTime() + tryTimeout.toNanos();
    return switch (judge(url)) {
      case null -> new Outcome.Away(0, "dns-timeout", null);
      case HttpUrl.Refused refused -> new Outcome.Away(0, refused.reason().kebab(), null);
      case HttpUrl.Allowed allowed -> {
        HttpPost request = new HttpPost(allowed.uri());
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        yield post(target(allowed, attempt), request, until - System.nanoTime());
      }
    };
  }

  private @Nullable HttpUrl judge(String url) {
    try {
      // A resolver may hang for longer than a try may last.
      return CompletableFuture.supplyAsync(() -> rules.check(url), resolvers)
          .get(tryTimeout.toMillis() / 2, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("judging a URL does not fail", e);
    }
  }

  private static HttpHost target(HttpUrl.Allowed allowed, int attempt) {
    InetAddress address = allowed.addresses().get(attempt % allowed.addresses().size());
    return new HttpHost(allowed.tls() ? "https" : "http", address, allowed.host(), allowed.port());
  }

  private Outcome post(HttpHost target, HttpPost request, long nanosLeft) {
    // Timeouts of single reads do not stop one who sends a byte a second.
    ScheduledFuture<?> deadline =
        deadlines.schedule(request::cancel, nanosLeft, TimeUnit.NANOSECONDS);
    try {
      return client.execute(target, request, WebhookHttp::read);
    } catch (SSLException e) {
      return new Outcome.Away(0, "tls-failed", null);
    } catch (java.net.SocketTimeoutException
        | org.apache.hc.core5.http.ConnectionRequestTimeoutException e) {
      return new Outcome.Away(0, "timeout", null);
    } catch (IOException e) {
      return new Outcome.Away(0, request.isCancelled() ? "timeout" : "connection-failed", null);
    } finally {
      deadline.cancel(false);
    }
  }

  private static Outcome read(ClassicHttpResponse response) throws IOException {
    drain(response);
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
  private static void drain(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return;
    }
    InputStream in = entity.getContent();
    int read = in.readNBytes(MOST_OF_AN_ANSWER).length;
    if (read == MOST_OF_AN_ANSWER && in.read() >= 0) {
      // Closing the response, not the stream: that would read on to the end.
      response.close();
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
  public void close() throws IOException {
    deadlines.shutdownNow();
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }
}
