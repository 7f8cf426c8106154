package io.linkmic.node;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says in one line on standard error why the node did not start. */
@SuppressWarnings("SystemOut")
public final class OneSentenceReporter implements FailureAnalysisReporter {

  @Override
  public void report(FailureAnalysis analysis) {
    System.err.println(sentence(analysis));
  }

  static String sentence(FailureAnalysis analysis) {
    String action = analysis.getAction();
    String text = analysis.getDescription() + (action == null ? "" : " " + action);
    return "mcu-node did not start: " + text.replaceAll("\\s+", " ").trim();
  }
}
