package io.linkmic.api.http;

import io.linkmic.contract.request.FieldProblem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Problem details (RFC 9457) with a stable {@code code}. */
public final class Problem {
  private Problem() {}

  public static ProblemDetail of(Code code) {
    return of(code, code.sentence());
  }

  public static ProblemDetail of(Code code, String detail) {
    return of(code.status(), code.kebab(), detail);
  }

  public static ProblemDetail of(int status, String code, String detail) {
    ProblemDetail problem = ProblemDetail.forStatus(status);
    HttpStatus known = HttpStatus.resolve(status);
    problem.setTitle(known == null ? "Error" : known.getReasonPhrase());
    problem.setDetail(detail);
    problem.setProperty("code", code);
    return problem;
  }

  /**
   * @param fields what is wrong with which field
   */
  public static ProblemDetail invalid(String detail, List<FieldProblem> fields) {
    ProblemDetail problem = of(Code.INVALID_REQUEST, detail);
    problem.setProperty("errors", fields);
    return problem;
  }

  /** The whole answer, from a filter. */
  public static void write(HttpServletResponse response, ProblemDetail problem, JsonMapper json)
      throws IOException {
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(problem));
  }
}
