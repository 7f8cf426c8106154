package io.linkmic.contract.token;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

class TokenFuzzTest {
  private static final TokenVerifier VERIFIER =
      new TokenVerifier(ApiKeys.development(), () -> Instant.EPOCH);

  @FuzzTest
  void any_string_gets_a_verdict(byte[] data) {
    Objects.requireNonNull(VERIFIER.verify(new String(data, StandardCharsets.UTF_8)));
  }
}
