package io.linkmic.backend.problem;

import io.linkmic.contract.request.FieldProblem;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Problem details (RFC 9457) with a stable {@code code}. */
public final class Problem {
  private Problem() {}

  public static ProblemDetail of(int status, String code, String detail) {
    ProblemDetail problem = ProblemDetail.forStatus(status);
    HttpStatus known = HttpStatus.resolve(status);
    problem.setTitle(known == null ? "Error" : known.getReasonPhrase());
    problem.setDetail(detail);
    problem.setProperty("code", code);
    return problem;
  }

  public static ProblemDetail invalid(String detail, List<FieldProblem> fields) {
    ProblemDetail problem = of(422, "invalid-request", detail);
    problem.setProperty("errors", fields);
    return problem;
  }

  /** The code for what Spring found wrong before an endpoint was called. */
  public static String codeOf(int status) {
    return switch (status) {
      case 400 -> "bad-request";
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 406 -> "not-acceptable";
      case 413 -> "too-large";
      case 415 -> "unsupported-media-type";
      case 503 -> "unavailable";
      default -> status >= 500 ? "internal-error" : "bad-request";
    };
  }
}
