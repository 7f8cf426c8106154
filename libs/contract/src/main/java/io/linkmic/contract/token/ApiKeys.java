package io.linkmic.contract.token;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** API keys and their secrets, as configured. Never empty; {@link #toString} tells no secret. */
public final class ApiKeys {
  /** RFC 7518 §3.2: a key for HS256 has at least as many bits as the hash, 256. */
  public static final int MINIMUM_SECRET_BYTES = 32;

  /** The laptop's key. Public, hence worthless anywhere else. */
  public static final String DEVELOPMENT_KEY = "devkey";

  public static final String DEVELOPMENT_SECRET = "devsecret-for-one-machine-only-0123456789";

  private final Map<String, String> secrets;

  private ApiKeys(Map<String, String> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  /**
   * @throws InvalidApiKeys with one sentence for the operator
   */
  public static ApiKeys of(Map<String, String> secrets, boolean developmentKeysAllowed) {
    if (secrets.isEmpty()) {
      throw new InvalidApiKeys(
          "No API key is configured: set linkmic.api-keys.<key>=<secret of at least "
              + MINIMUM_SECRET_BYTES
              + " bytes>.");
    }
    secrets.forEach((key, secret) -> check(key, secret, developmentKeysAllowed));
    return new ApiKeys(secrets);
  }

  /** The laptop's key pair alone. */
  public static ApiKeys development() {
    return of(Map.of(DEVELOPMENT_KEY, DEVELOPMENT_SECRET), true);
  }

  private static void check(String key, String secret, boolean developmentKeysAllowed) {
    if (key.isBlank()) {
      throw new InvalidApiKeys("An API key in linkmic.api-keys has an empty name.");
    }
    if (secret.getBytes(StandardCharsets.UTF_8).length < MINIMUM_SECRET_BYTES) {
      throw new InvalidApiKeys(
          "The secret of API key '"
              + key
              + "' is shorter than "
              + MINIMUM_SECRET_BYTES
              + " bytes; choose a longer one in linkmic.api-keys.");
    }
    boolean development = key.equals(DEVELOPMENT_KEY) || secret.equals(DEVELOPMENT_SECRET);
    if (development && !developmentKeysAllowed) {
      throw new InvalidApiKeys(
          "API key '"
              + key
              + "' is the development key that everyone knows; set your own in linkmic.api-keys, or"
              + " linkmic.dev-keys-allowed=true on a machine that nobody else can reach.");
    }
  }

  public Optional<String> secret(String key) {
    return Optional.ofNullable(secrets.get(key));
  }

  /** Whether the laptop's key is among them. */
  public boolean containsDevelopmentKey() {
    return secrets.containsKey(DEVELOPMENT_KEY) || secrets.containsValue(DEVELOPMENT_SECRET);
  }

  /** Any key with its secret, for a service that mints on its own account. */
  public Map.Entry<String, String> first() {
    return secrets.entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .orElseThrow(() -> new IllegalStateException("never empty"));
  }

  @Override
  public String toString() {
    return "ApiKeys" + secrets.keySet();
  }

  /** The configured keys cannot be used; the message is for the operator. */
  public static final class InvalidApiKeys extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidApiKeys(String message) {
      super(message);
    }
  }
}
