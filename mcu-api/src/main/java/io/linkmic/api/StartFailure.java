package io.linkmic.api;

import io.linkmic.contract.token.ApiKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.validation.FieldError;

/** Finds in what made the start fail the one sentence for the operator. */
public final class StartFailure implements FailureAnalyzer {
  /** Deeper than Spring nests; a cycle of causes must not hang the exit. */
  private static final int DEEPEST = 16;

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    String known = known(failure);
    return known == null ? null : new FailureAnalysis(known, null, failure);
  }

  static String sentence(Throwable failure) {
    String known = known(failure);
    if (known != null) {
      return known;
    }
    Throwable deepest = failure;
    for (int depth = 0; depth < DEEPEST && deepest.getCause() != null; depth++) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage()).replaceAll("\\s+", " ").strip();
  }

  private static @Nullable String known(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      switch (cause) {
        case ApiKeys.InvalidApiKeys keys -> {
          return String.valueOf(keys.getMessage());
        }
        case PortInUseException port -> {
          return "Port " + port.getPort() + " is in use; choose another with server.port.";
        }
        case BindValidationException invalid -> {
          return invalid.getValidationErrors().getAllErrors().stream()
              .map(error ->
                  (error instanceof FieldError field
                          ? "linkmic." + dashed(field.getField())
                          : error.getObjectName())
                      + " "
                      + error.getDefaultMessage()
                      + ".")
              .sorted()
              .reduce("", (all, one) -> all.isEmpty() ? one : all + " " + one);
        }
        default -> {}
      }
    }
    return null;
  }

  private static String dashed(String field) {
    return field.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
  }
}
