package io.linkmic.backend.problem;

import io.linkmic.http.ProblemValve;

/** What Tomcat itself refuses, in this service's words. */
public final class BackendProblemValve extends ProblemValve {

  @Override
  protected String code(int status) {
    return Problem.codeOf(status);
  }

  @Override
  protected String sentence(int status) {
    return "The request cannot be answered.";
  }
}
