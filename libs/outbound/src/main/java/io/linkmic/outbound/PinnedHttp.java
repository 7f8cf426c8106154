package io.linkmic.outbound;

import io.linkmic.contract.address.HttpUrl;
import io.linkmic.contract.address.HttpUrlRules;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
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
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to strangers' URLs: each judged and resolved once, connected to that very address, over
 * within a time; no redirects, cookies, proxies, compression or repetitions of its own. Any number
 * of threads, each of which waits.
 */
public final class PinnedHttp implements AutoCloseable {
  private static final int LONGEST_HEADER_LINE = 8 * 1024;
  private static final int MOST_HEADERS = 64;

  private final HttpUrlRules rules;
  private final Duration limit;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines;
  private final Executor resolvers;

  /**
   * How it is used.
   *
   * @param name for threads, such as {@code webhook}
   * @param userAgent what receivers are told
   * @param limit for all of an exchange: name, connection, answer
   * @param connectTimeout for the connection alone
   * @param connections open at a time
   * @param connectionsOfHost of them to one host
   * @param keepAlive how long an idle connection is kept; zero for not at all
   */
  public record Use(
      String name,
      String userAgent,
      Duration limit,
      Duration connectTimeout,
      int connections,
      int connectionsOfHost,
      Duration keepAlive) {}

  /** Makes something of an answer. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * @param rest to be told when more of the answer may be coming that nobody wants: the
     *     connection is cut instead of read to its end
     */
    T read(ClassicHttpResponse response, Runnable rest) throws IOException;
  }

  /** Makes a request for a URL that was judged. */
  @FunctionalInterface
  public interface Request {
    HttpUriRequestBase to(HttpUrl.Allowed url);
  }

  /**
   * @param trust whom HTTPS believes
   */
  public PinnedHttp(HttpUrlRules rules, Use use, SSLContext trust) {
    this.rules = rules;
    this.limit = use.limit();
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections(use, trust))
            // The usual builder would take a proxy from nowhere; said here so that it stays so.
            .setRoutePlanner(new DefaultRoutePlanner(null))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(Timeout.of(use.limit()))
                    .setConnectionRequestTimeout(Timeout.of(use.connectTimeout()))
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .setExpectContinueEnabled(false)
                    .build())
            .setKeepAliveStrategy((response, context) -> TimeValue.of(use.keepAlive()))
            .setConnectionReuseStrategy((request, response, context) ->
                use.keepAlive().isPositive()
                    && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(
                        request, response, context))
            .setUserAgent(use.userAgent())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
    this.deadlines =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("linkmic-" + use.name() + "-deadlines").factory());
    String resolver = "linkmic-" + use.name() + "-dns";
    this.resolvers = task -> Thread.ofVirtual().name(resolver).start(task);
  }

  private static PoolingHttpClientConnectionManager connections(Use use, SSLContext trust) {
    Timeout connect = Timeout.of(use.connectTimeout());
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new NeverAsked())
        .setMaxConnTotal(use.connections())
        .setMaxConnPerRoute(use.connectionsOfHost())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(connect)
                .setSocketTimeout(Timeout.of(use.limit()))
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                .build())
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
        .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
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
   * One exchange, over within the limit.
   *
   * @param turn which of the host's addresses, in turn
   */
  public <T> Reply<T> exchange(String url, int turn, Request request, Reader<T> reader) {
    long until = System.nanoTime() + limit.toNanos();
    return switch (judge(url)) {
      case null -> new Reply.Failed<>("dns-timeout");
      case HttpUrl.Refused refused -> new Reply.Failed<>(refused.reason().kebab());
      case HttpUrl.Allowed allowed ->
          exchange(target(allowed, turn), request.to(allowed), reader, until);
    };
  }

  private @Nullable HttpUrl judge(String url) {
    try {
      // A resolver may hang for longer than an exchange may last.
      return CompletableFuture.supplyAsync(() -> rules.check(url), resolvers)
          .get(limit.toMillis() / 2, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("judging a URL does not fail", e);
    }
  }

  private static HttpHost target(HttpUrl.Allowed allowed, int turn) {
    InetAddress address = allowed.addresses().get(turn % allowed.addresses().size());
    return new HttpHost(allowed.tls() ? "https" : "http", address, allowed.host(), allowed.port());
  }

  private <T> Reply<T> exchange(
      HttpHost target, HttpUriRequestBase request, Reader<T> reader, long until) {
    // Timeouts of single reads do not stop one who sends a byte a second.
    ScheduledFuture<?> deadline =
        deadlines.schedule(request::cancel, until - System.nanoTime(), TimeUnit.NANOSECONDS);
    try {
      ClassicHttpResponse response = client.executeOpen(target, request, null);
      try {
        return new Reply.Read<>(reader.read(response, request::cancel));
      } finally {
        close(response);
      }
    } catch (SSLException e) {
      return new Reply.Failed<>(request.isCancelled() ? "timeout" : "tls-failed");
    } catch (InterruptedIOException e) {
      return new Reply.Failed<>("timeout");
    } catch (IOException e) {
      return new Reply.Failed<>(request.isCancelled() ? "timeout" : "connection-failed");
    } finally {
      deadline.cancel(false);
    }
  }

  private static void close(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      // What is wanted of it has been read, or it failed before and that is told.
    }
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }
}
