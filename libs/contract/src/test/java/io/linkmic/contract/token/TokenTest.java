package io.linkmic.contract.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.linkmic.contract.token.TokenVerdict.Reason;
import io.linkmic.contract.token.TokenVerdict.Rejected;
import io.linkmic.contract.token.TokenVerdict.Valid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenTest {
  private static final Instant NOW = Instant.parse("2026-11-22T21:26:00Z");
  private static final String SECRET = "a secret with more than thirty-two bytes";
  private static final ApiKeys KEYS = ApiKeys.of(Map.of("key", SECRET), false);

  private Instant now = NOW;
  private final TokenVerifier verifier = new TokenVerifier(KEYS, () -> now);

  private static ParticipantClaims claims() {
    return new ParticipantClaims(
        "key", "host-1", "Ada", "room-1", Set.of("publish"), NOW.plusSeconds(600), NOW);
  }

  private static JWTClaimsSet.Builder set() {
    return new JWTClaimsSet.Builder()
        .issuer("key")
        .subject("host-1")
        .claim("room", "room-1")
        .expirationTime(Date.from(NOW.plusSeconds(600)));
  }

  private static String signed(JWSAlgorithm algorithm, String secret, JWTClaimsSet set)
      throws Exception {
    SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), set);
    jwt.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
    return jwt.serialize();
  }

  private Reason reason(String token) {
    assertThat(verifier.verify(token)).isInstanceOf(Rejected.class);
    return ((Rejected) verifier.verify(token)).reason();
  }

  @Test
  void a_minted_token_comes_back_with_all_its_claims() {
    String token = new TokenMinter(KEYS).mint(claims());
    assertThat(verifier.verify(token)).isEqualTo(new Valid(claims()));
  }

  @Test
  void a_token_minted_elsewhere_with_the_contracts_claims_alone_is_valid() throws Exception {
    assertThat(verifier.verify(signed(JWSAlgorithm.HS256, SECRET, set().build())))
        .isInstanceOf(Valid.class);
  }

  @Test
  void the_algorithm_is_pinned() throws Exception {
    String longSecret = SECRET + SECRET;
    assertThat(reason(new PlainJWT(set().build()).serialize())).isEqualTo(Reason.WRONG_ALGORITHM);
    assertThat(reason(signed(JWSAlgorithm.HS512, longSecret, set().build())))
        .isEqualTo(Reason.WRONG_ALGORITHM);
  }

  @Test
  void a_changed_payload_or_foreign_secret_is_a_bad_signature() throws Exception {
    String foreign =
        signed(JWSAlgorithm.HS256, "another secret of more than 32 bytes!!", set().build());
    assertThat(reason(foreign)).isEqualTo(Reason.BAD_SIGNATURE);
    String[] mine = signed(JWSAlgorithm.HS256, SECRET, set().build()).split("\\.", -1);
    String[] other =
        signed(JWSAlgorithm.HS256, SECRET, set().subject("x").build()).split("\\.", -1);
    assertThat(reason(mine[0] + "." + other[1] + "." + mine[2])).isEqualTo(Reason.BAD_SIGNATURE);
  }

  @Test
  void an_unknown_or_absent_issuer_is_rejected() throws Exception {
    assertThat(reason(signed(JWSAlgorithm.HS256, SECRET, set().issuer("other").build())))
        .isEqualTo(Reason.WRONG_ISSUER);
    assertThat(reason(signed(JWSAlgorithm.HS256, SECRET, set().issuer(null).build())))
        .isEqualTo(Reason.WRONG_ISSUER);
  }

  @Test
  void times_are_given_sixty_seconds_of_leeway_and_no_more() {
    String token = new TokenMinter(KEYS).mint(claims());
    now = NOW.minusSeconds(60);
    assertThat(verifier.verify(token)).isInstanceOf(Valid.class);
    now = NOW.minusSeconds(61);
    assertThat(reason(token)).isEqualTo(Reason.NOT_YET_VALID);
    now = NOW.plusSeconds(659);
    assertThat(verifier.verify(token)).isInstanceOf(Valid.class);
    now = NOW.plusSeconds(660);
    assertThat(reason(token)).isEqualTo(Reason.EXPIRED);
  }

  @Test
  void missing_claims_are_named() throws Exception {
    for (String claim : new String[] {"sub", "room", "exp"}) {
      String token = signed(JWSAlgorithm.HS256, SECRET, set().claim(claim, null).build());
      assertThat(verifier.verify(token))
          .isEqualTo(new Rejected(Reason.MISSING_CLAIM, "The token lacks " + claim + "."));
    }
  }

  @Test
  void a_token_for_another_audience_is_rejected() throws Exception {
    assertThat(reason(signed(JWSAlgorithm.HS256, SECRET, set().audience("bank").build())))
        .isEqualTo(Reason.WRONG_AUDIENCE);
  }

  @Test
  void garbage_is_malformed() throws Exception {
    assertThat(reason("")).isEqualTo(Reason.MALFORMED);
    assertThat(reason("a.b.c")).isEqualTo(Reason.MALFORMED);
    assertThat(reason("x".repeat(5000))).isEqualTo(Reason.MALFORMED);
    assertThat(reason(signed(JWSAlgorithm.HS256, SECRET, set().claim("room", 7).build())))
        .isEqualTo(Reason.MALFORMED);
    assertThat(reason(signed(JWSAlgorithm.HS256, SECRET, set().claim("room", "a\nb").build())))
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void the_development_key_is_refused_unless_allowed() {
    Map<String, String> laptop = Map.of(ApiKeys.DEVELOPMENT_KEY, ApiKeys.DEVELOPMENT_SECRET);
    assertThatThrownBy(() -> ApiKeys.of(laptop, false))
        .isInstanceOf(ApiKeys.InvalidApiKeys.class)
        .hasMessageContaining("linkmic.dev-keys-allowed=true");
    assertThat(ApiKeys.of(laptop, true).containsDevelopmentKey()).isTrue();
  }

  @Test
  void a_short_secret_is_refused_and_secrets_are_never_told() {
    assertThatThrownBy(() -> ApiKeys.of(Map.of("key", "short"), false))
        .hasMessageContaining("32")
        .hasMessageNotContaining("short;");
    assertThat(KEYS.toString()).isEqualTo("ApiKeys[key]");
  }
}
