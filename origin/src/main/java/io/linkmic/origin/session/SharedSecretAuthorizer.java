package io.linkmic.origin.session;

import io.linkmic.origin.stream.StreamKey;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/**
 * With a secret: whoever shows it as {@code ?key=}. Without: publishers on this machine, and others
 * only where the configuration opens the door.
 */
public final class SharedSecretAuthorizer implements PublishAuthorizer {
  private final byte[] secret;
  private final boolean open;

  /**
   * @param secret empty for none
   * @param open without a secret, let publishers of other machines in as well
   */
  public SharedSecretAuthorizer(String secret, boolean open) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.open = open;
  }

  @Override
  public boolean mayPublish(StreamKey key, Map<String, String> parameters, InetAddress peer) {
    if (secret.length == 0) {
      return open || peer.isLoopbackAddress();
    }
    byte[] shown = parameters.getOrDefault("key", "").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(secret, shown);
  }
}
