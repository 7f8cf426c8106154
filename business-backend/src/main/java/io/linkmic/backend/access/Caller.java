package io.linkmic.backend.access;

/**
 * Who calls, after authentication.
 *
 * @param apiKey on whose account things happen
 * @param operator sees everybody's broadcasts and the fleet
 * @param way how we know
 */
public record Caller(String apiKey, boolean operator, Way way) {
  /** Request attribute that carries it from the filter to the endpoints. */
  public static final String ATTRIBUTE = "io.linkmic.backend.caller";

  /** How a caller was recognised. */
  public enum Way {
    API_KEY,
    SESSION,
    OWN_MACHINE;

    /** Browsers send these by themselves, whatever page asks them to. */
    boolean ambient() {
      return this != API_KEY;
    }
  }

  /** Whether what this API key owns is the caller's to see and change. */
  public boolean mayUse(String owner) {
    return operator || apiKey.equals(owner);
  }
}
