package io.linkmic.api.access;

/** What a call needs. */
public enum Right {
  /** Nothing: health, errors. */
  NOTHING("none"),
  /** An API key with its secret; sees its own rooms. */
  SERVER("server"),
  /** The room's API key, or any token for the room. The path names the room. */
  ROOM_SEE("room:see"),
  /** The room's API key, or a token for the room with the grant {@code admin}. */
  ROOM_ADMIN("room:admin"),
  /**
   * An API key, or a token with the grant {@code admin}; the body names the room, which the handler
   * compares.
   */
  ROOM_IN_BODY("room:admin-in-body"),
  /** An API key listed in {@code linkmic.operator-keys}. */
  OPERATOR("operator");

  private final String word;

  Right(String word) {
    this.word = word;
  }

  /** As the OpenAPI document says it, in {@code x-linkmic-right}. */
  public String word() {
    return word;
  }
}
