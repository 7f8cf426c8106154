package io.linkmic.node;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.node.edge.EdgeBindException;
import io.linkmic.node.mix.NoCodecException;
import io.linkmic.socketio.DoorUnavailable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;

/** Finds the sentence in what made the start fail: a taken port, unusable API keys, no encoder. */
public final class DoorFailureAnalyzer implements FailureAnalyzer {

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    // 16 causes deep is deeper than Spring nests; a cycle of causes must not hang the exit.
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 16; depth++, cause = cause.getCause()) {
      switch (cause) {
        case DoorUnavailable door -> {
          return new FailureAnalysis(String.valueOf(door.getMessage()), null, failure);
        }
        case EdgeBindException edge -> {
          return new FailureAnalysis(String.valueOf(edge.getMessage()), null, failure);
        }
        case NoCodecException codec -> {
          return new FailureAnalysis(String.valueOf(codec.getMessage()), null, failure);
        }
        case ApiKeys.InvalidApiKeys keys -> {
          return new FailureAnalysis(String.valueOf(keys.getMessage()), null, failure);
        }
        case PortInUseException port -> {
          return new FailureAnalysis(
              DoorUnavailable.taken("HTTP", port.getPort(), "server.port"), null, failure);
        }
        default -> {}
      }
    }
    return null;
  }
}
