package io.linkmic.node.http;

import io.linkmic.node.room.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * RFC 9457 problem details with a stable {@code code}.
 *
 * @param code kebab case, for programs
 * @param detail one sentence, for people
 * @param headers to send along: {@code Allow}, {@code WWW-Authenticate}, {@code Retry-After}
 */
public record Problem(int status, String code, String detail, Map<String, String> headers) {
  public Problem {
    headers = Map.copyOf(headers);
  }

  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, Map.of());
  }

  /** What a refused command looks like over HTTP. */
  public static Problem of(Outcome.Refused<?> refused) {
    Problem problem = of(refused.code().status(), refused.code().kebab(), refused.message());
    Duration retryAfter = refused.retryAfter();
    Outcome.Elsewhere elsewhere = refused.elsewhere();
    if (elsewhere != null) {
      problem = problem.with("LinkMic-Node", elsewhere.nodeId());
    }
    return retryAfter == null
        ? problem
        // RFC 9110 §10.2.3: whole seconds; rounded up, never an invitation to come at once.
        : problem.with(
            HttpHeaders.RETRY_AFTER, Long.toString((retryAfter.toMillis() + 999) / 1000));
  }

  public Problem with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Problem(status, code, detail, more);
  }

  public String title() {
    @Nullable HttpStatus known = HttpStatus.resolve(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }

  public ProblemDetail body() {
    ProblemDetail body = ProblemDetail.forStatus(status);
    body.setTitle(title());
    body.setDetail(detail);
    body.setType(URI.create("about:blank"));
    body.setProperty("code", code);
    return body;
  }

  public ResponseEntity<Object> response() {
    ResponseEntity.BodyBuilder builder =
        ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.forEach(builder::header);
    return builder.body(body());
  }

  /** The same by hand, for where no message converter reaches. ASCII only. */
  public String json() {
    return "{\"type\":\"about:blank\",\"title\":\""
        + title()
        + "\",\"status\":"
        + status
        + ",\"detail\":\""
        + detail.replaceAll("[^ !#-\\[\\]-~]", "?")
        + "\",\"code\":\""
        + code
        + "\"}";
  }
}
