package io.linkmic.contract.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.contract.playback.StreamSignature.Use;
import io.linkmic.contract.playback.StreamSignature.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSignatureTest {
  private static final String SECRET = "a-secret-of-thirty-two-bytes-0123";
  private static final String OTHER = "another-secret-of-thirty-two-bytes";
  private static final Instant EXPIRES = Instant.ofEpochSecond(1_800_000_000);
  private static final String SECONDS = "1800000000";
  private final StreamSignature signature = new StreamSignature(List.of(SECRET));

  private Verdict verify(String key, String expires, String given, Instant now) {
    return signature.verify(Use.PLAY, key, expires, given, now);
  }

  // printf 'play:show:1800000000' | openssl dgst -sha256 -hmac a-secret-of-thirty-two-bytes-0123
  @Test
  void it_is_what_openssl_computes() {
    assertThat(signature.sign(Use.PLAY, "show", EXPIRES))
        .isEqualTo("f48e1cae2032db6a9ace56106aa9629544d12b040f83f5db770560c4c6aead02");
  }

  @Test
  void it_holds_until_it_expires_and_a_minute_longer() {
    String given = signature.sign(Use.PLAY, "show", EXPIRES);
    assertThat(verify("show", SECONDS, given, EXPIRES.minusSeconds(9999)))
        .isEqualTo(Verdict.GENUINE);
    assertThat(verify("show", SECONDS, given, EXPIRES.plusSeconds(60))).isEqualTo(Verdict.GENUINE);
    assertThat(verify("show", SECONDS, given, EXPIRES.plusSeconds(61))).isEqualTo(Verdict.EXPIRED);
  }

  @Test
  void it_is_for_one_stream_one_use_and_one_time() {
    String given = signature.sign(Use.PLAY, "show", EXPIRES);
    assertThat(verify("other", SECONDS, given, EXPIRES)).isEqualTo(Verdict.FORGED);
    assertThat(verify("show", "1800000001", given, EXPIRES)).isEqualTo(Verdict.FORGED);
    assertThat(signature.verify(Use.PUBLISH, "show", SECONDS, given, EXPIRES))
        .isEqualTo(Verdict.FORGED);
  }

  @Test
  void while_a_secret_is_replaced_both_verify_and_the_first_signs() {
    String old = signature.sign(Use.PLAY, "show", EXPIRES);
    StreamSignature both = new StreamSignature(List.of(OTHER, SECRET));
    assertThat(both.verify(Use.PLAY, "show", SECONDS, old, EXPIRES)).isEqualTo(Verdict.GENUINE);
    String fresh = both.sign(Use.PLAY, "show", EXPIRES);
    assertThat(both.verify(Use.PLAY, "show", SECONDS, fresh, EXPIRES)).isEqualTo(Verdict.GENUINE);
    assertThat(verify("show", SECONDS, fresh, EXPIRES)).isEqualTo(Verdict.FORGED);
  }

  @Test
  void nothing_is_not_a_signature() {
    String given = signature.sign(Use.PLAY, "show", EXPIRES);
    assertThat(verify("show", null, given, EXPIRES)).isEqualTo(Verdict.MISSING);
    assertThat(verify("show", SECONDS, null, EXPIRES)).isEqualTo(Verdict.MISSING);
    assertThat(verify("show", "", "", EXPIRES)).isEqualTo(Verdict.MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "999999999999", " 1800000000", "１８００００００００"})
  void garbage_for_a_time_is_refused(String expires) {
    String given = signature.sign(Use.PLAY, "show", EXPIRES);
    assertThat(verify("show", expires, given, EXPIRES)).isEqualTo(Verdict.FORGED);
  }

  @Test
  void garbage_for_a_signature_is_refused() {
    String given = signature.sign(Use.PLAY, "show", EXPIRES);
    for (int i = 0; i < given.length(); i++) {
      char other = given.charAt(i) == '0' ? '1' : '0';
      String changed = given.substring(0, i) + other + given.substring(i + 1);
      assertThat(verify("show", SECONDS, changed, EXPIRES)).isEqualTo(Verdict.FORGED);
    }
    assertThat(verify("show", SECONDS, given + "00", EXPIRES)).isEqualTo(Verdict.FORGED);
    assertThat(verify("show", SECONDS, given.substring(1), EXPIRES)).isEqualTo(Verdict.FORGED);
  }

  @Test
  void short_secrets_are_refused_and_none_is_told() {
    assertThatThrownBy(() -> new StreamSignature(List.of("short")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("short;")
        .hasMessageContaining("32 bytes");
    assertThat(signature.toString()).doesNotContain(SECRET);
  }
}
