package io.linkmic.node.image;

import io.linkmic.contract.address.HttpUrl;
import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.media.picture.ImageFile;
import io.linkmic.rtc.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
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
import org.apache.hc.client5.http.classic.methods.HttpGet;
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
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a file from a stranger's URL: judged and resolved once, connected to that very address, over
 * within a time and a size; no redirects, cookies, proxies, compression or repetitions. A virtual
 * thread each call.
 */
final class ImageHttp implements AutoCloseable {
  /** With 5 MiB each, what arrives at a time stays below 40 MiB. */
  static final int AT_A_TIME = 8;

  private static final Logger LOG = LoggerFactory.getLogger(ImageHttp.class);

  private static final int LONGEST_HEADER_LINE = 8 * 1024;
  private static final int MOST_HEADERS = 64;

  private final HttpUrlRules rules;
  private final Duration limit;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines;
  private final Executor resolvers =
      task -> Thread.ofVirtual().name("linkmic-image-dns").start(task);

  /**
   * @param limit for all of it: name, connection, file
   * @param trust whom HTTPS believes
   */
  ImageHttp(HttpUrlRules rules, Duration limit, SSLContext trust) {
    this.rules = rules;
    this.limit = limit;
    Timeout timeout = Timeout.of(limit);
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections(timeout, trust))
            // The usual builder would take a proxy from nowhere; said here so that it stays so.
            .setRoutePlanner(new DefaultRoutePlanner(null))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(timeout)
                    .setConnectionRequestTimeout(timeout)
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .build())
            // A connection may lead to another address by the next time.
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setUserAgent("LinkMic-Images/1")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
    this.deadlines =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("linkmic-image-deadlines").factory());
  }

  private static PoolingHttpClientConnectionManager connections(Timeout timeout, SSLContext trust) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new NeverAsked())
        .setMaxConnTotal(AT_A_TIME)
        .setMaxConnPerRoute(AT_A_TIME)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom().setConnectTimeout(timeout).setSocketTimeout(timeout).build())
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
        .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(timeout).build())
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

  Fetched get(String url) {
    long until = System.nanoTime() + limit.toNanos();
    return switch (judge(url)) {
      case null -> new Fetched.Failed("dns-timeout");
      case HttpUrl.Refused refused -> new Fetched.Failed(refused.reason().kebab());
      case HttpUrl.Allowed allowed -> get(allowed, until - System.nanoTime());
    };
  }

  private @Nullable HttpUrl judge(String url) {
    try {
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

  private Fetched get(HttpUrl.Allowed allowed, long nanosLeft) {
    HttpHost target =
        new HttpHost(
            allowed.tls() ? "https" : "http",
            allowed.addresses().getFirst(),
            allowed.host(),
            allowed.port());
    HttpGet request = new HttpGet(allowed.uri());
    request.setHeader("Accept", "image/png, image/jpeg");
    // Timeouts of single reads do not stop one who sends a byte a second.
    ScheduledFuture<?> deadline =
        deadlines.schedule(request::cancel, nanosLeft, TimeUnit.NANOSECONDS);
    try {
      ClassicHttpResponse response = client.executeOpen(target, request, null);
      Fetched fetched = read(response);
      if (fetched instanceof Fetched.Failed) {
        // First: closing a response whose connection stands reads on to its end.
        request.cancel();
      }
      close(response);
      return fetched;
    } catch (SSLException e) {
      return new Fetched.Failed(request.isCancelled() ? "timeout" : "tls-failed");
    } catch (SocketTimeoutException e) {
      return new Fetched.Failed("timeout");
    } catch (IOException e) {
      return new Fetched.Failed(request.isCancelled() ? "timeout" : "connection-failed");
    } finally {
      deadline.cancel(false);
    }
  }

  private static void close(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      // What is wanted of it has been read.
      LOG.debug("A response ended early: {}", e.getMessage());
    }
  }

  private static Fetched read(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (response.getCode() != 200 || entity == null) {
      return new Fetched.Failed("http-" + response.getCode());
    }
    if (entity.getContentLength() > ImageFile.MAX_BYTES) {
      return new Fetched.Failed("too-large");
    }
    InputStream in = entity.getContent();
    byte[] bytes = in.readNBytes(ImageFile.MAX_BYTES + 1);
    if (bytes.length > ImageFile.MAX_BYTES) {
      return new Fetched.Failed("too-large");
    }
    return new Fetched.File(Bytes.wrap(bytes));
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }
}
