package io.linkmic.node.http;

import io.linkmic.http.ProblemValve;

/** What Tomcat itself refuses, in the node's words. */
public final class NodeProblemValve extends ProblemValve {

  @Override
  protected String code(int status) {
    return StatusCodes.code(status);
  }

  @Override
  protected String sentence(int status) {
    return StatusCodes.sentence(status);
  }
}
