package io.linkmic.dns;

import io.linkmic.contract.token.ApiKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Why mcu-dns did not start, in one sentence. Values are not told: some are secrets. */
final class StartFailure {
  // Deeper than Spring nests; a cycle of causes must not hang the exit.
  private static final int DEEPEST = 16;

  private StartFailure() {}

  /** Null when there is no sentence for it; Spring has logged it with its trace then. */
  static @Nullable String sentence(Throwable failure) {
    String found = null;
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      String said = said(cause);
      found = said == null ? found : said;
    }
    return found;
  }

  private static @Nullable String said(Throwable cause) {
    return switch (cause) {
      case DnsServer.Unusable unusable -> unusable.getMessage();
      case ApiKeys.InvalidApiKeys keys -> keys.getMessage();
      case BindValidationException invalid -> invalid(invalid);
      case BindException bind -> bind.getName() + " has a value that cannot be used.";
      default -> null;
    };
  }

  private static String invalid(BindValidationException invalid) {
    StringBuilder said = new StringBuilder();
    for (ObjectError error : invalid.getValidationErrors().getAllErrors()) {
      String field = error instanceof FieldError of ? kebab(of.getField()) : "";
      said.append(said.isEmpty() ? "" : "; ")
          .append(invalid.getValidationErrors().getName())
          .append(field.isEmpty() ? "" : "." + field)
          .append(' ')
          .append(error.getDefaultMessage());
    }
    return said.append('.').toString();
  }

  private static String kebab(String field) {
    return field.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}
