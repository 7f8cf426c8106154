package io.linkmic.contract.token;

import java.time.Instant;

/** What {@code POST /v1/tokens} answers. */
public record TokenResponse(String token, Instant expiresAt) {
  @Override
  public String toString() {
    return "TokenResponse[expiresAt=" + expiresAt + "]";
  }
}
