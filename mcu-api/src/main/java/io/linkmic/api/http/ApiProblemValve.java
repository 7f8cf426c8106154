package io.linkmic.api.http;

import io.linkmic.http.ProblemValve;

/** What Tomcat itself refuses, in this service's words. */
public final class ApiProblemValve extends ProblemValve {

  @Override
  protected String code(int status) {
    return Code.of(status).kebab();
  }

  @Override
  protected String sentence(int status) {
    return "The request cannot be read.";
  }
}
