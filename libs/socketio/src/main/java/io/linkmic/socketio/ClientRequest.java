package io.linkmic.socketio;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client asks for, or why it cannot be read. */
public sealed interface ClientRequest {

  /**
   * @param body the event's first argument, an object; null when there is none
   */
  record Named(String name, @Nullable JsonNode body) implements ClientRequest {

    /** A text field; null when it is absent, empty or of another type. */
    public @Nullable String text(String field) {
      JsonNode value = body == null ? null : body.get(field);
      if (value == null || !value.isString() || value.stringValue().isEmpty()) {
        return null;
      }
      return value.stringValue();
    }

    public boolean has(String field) {
      JsonNode value = body == null ? null : body.get(field);
      return value != null && !value.isNull();
    }

    /** A whole number; null when it is absent, of another type or too large. */
    public @Nullable Long number(String field) {
      JsonNode value = body == null ? null : body.get(field);
      return (value != null && value.isIntegralNumber() && value.canConvertToLong())
          ? (Long) value.longValue()
          : null;
    }

    /** A truth value; null when it is absent or of another type. */
    public @Nullable Boolean truth(String field) {
      JsonNode value = body == null ? null : body.get(field);
      return (value != null && value.isBoolean()) ? (Boolean) value.booleanValue() : null;
    }
  }

  /**
   * @param reason one sentence that quotes nothing of the stranger's
   */
  record Unreadable(String reason) implements ClientRequest {}
}
