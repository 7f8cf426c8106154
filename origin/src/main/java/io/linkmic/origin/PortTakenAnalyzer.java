package io.linkmic.origin;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says one sentence instead of a stack trace. */
final class PortTakenAnalyzer extends AbstractFailureAnalyzer<PortTakenException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PortTakenException cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
