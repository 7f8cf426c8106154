package io.linkmic.backend.mcu;

import io.linkmic.backend.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One call of mcu-api: it ends within {@link #PATIENCE}, whatever the other side does. */
final class McuHttp {
  private static final Logger LOG = LoggerFactory.getLogger(McuHttp.class);

  /** A service in the same data centre accepts within a millisecond. */
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);

  /** mcu-api itself waits at most a few seconds for a node. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A page of 100 rooms has some 100 KB. */
  private static final long LARGEST_ANSWER = 4 << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI base;
  private final String authorization;
  private final JsonMapper json;

  McuHttp(URI base, String key, String secret, JsonMapper json) {
    this.base = base;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
    this.json = json;
  }

  /**
   * @param path with its query, encoded: {@code /v1/rooms}
   * @param body written as JSON; null for none
   * @param idempotencyKey null for none
   */
  McuAnswer call(
      String method, String path, @Nullable Object body, @Nullable String idempotencyKey) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + path))
            .timeout(PATIENCE)
            .header("Authorization", authorization)
            .header("Accept", "application/json, application/problem+json");
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
    }
    return send(request.build());
  }

  private McuAnswer send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      // The request's own timeout ends with the headers; a body that trickles is not waited for.
      return read(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "mcu-api does not answer {} {}: {}", request.method(), request.uri().getPath(), why(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer.cancel(true);
    return new McuAnswer.Away();
  }

  private static String why(Exception problem) {
    return problem.getCause() instanceof IOException io ? io.toString() : "too late";
  }

  private McuAnswer read(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return new McuAnswer.Done(status, answer.body());
    }
    if (status < 400) {
      return new McuAnswer.Away();
    }
    String code = Problem.codeOf(status);
    String detail = "The room service refused.";
    try {
      JsonNode said = json.readTree(answer.body());
      code = said.path("code").asString(code);
      detail = said.path("detail").asString(detail);
    } catch (JacksonException e) {
      LOG.debug("mcu-api refused with {} and no problem document", status);
    }
    return new McuAnswer.Refused(status, code, detail, retryAfter(answer));
  }

  private static @Nullable Duration retryAfter(HttpResponse<byte[]> answer) {
    String seconds = answer.headers().firstValue("Retry-After").orElse("");
    return seconds.matches("[0-9]{1,5}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
  }
}
