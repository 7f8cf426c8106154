package io.linkmic.dns;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says one sentence instead of a stack trace. */
final class UnusableAnalyzer extends AbstractFailureAnalyzer<DnsServer.Unusable> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DnsServer.Unusable cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
