package io.linkmic.contract.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.webhook.WebhookVerifier.Reason;
import io.linkmic.contract.webhook.WebhookVerifier.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
  private static final WebhookSecret SECRET =
      WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();
  private static final WebhookSecret OTHER = WebhookSecret.random();
  private static final Instant SENT = Instant.ofEpochSecond(1_614_265_330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  private static Verdict verify(WebhookSecret secret, String signature, Instant now) {
    return new WebhookVerifier(List.of(secret))
        .verify("msg_1", Long.toString(SENT.getEpochSecond()), signature, BODY, now);
  }

  private static String signed(WebhookSecret... secrets) {
    return WebhookSignature.sign(List.of(secrets), "msg_1", SENT, BODY);
  }

  // The vectors that Standard Webhooks' specification and reference libraries print.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | msg_p5jXN8AQM9LWM0D4loKWxJek | 1614265330"
            + " | {\"test\": 2432232314} | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD | msg_27UH4WbU6Z5A5EzD8u03UvzRbpk | 1649367553"
            + " | {\"email\":\"test@example.com\",\"username\":\"test_user\"}"
            + " | v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="
      })
  void known_vectors_are_signed_and_verified(
      String secret, String id, long timestamp, String body, String signature) {
    WebhookSecret parsed = WebhookSecret.parse(secret).orElseThrow();
    Instant at = Instant.ofEpochSecond(timestamp);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    assertThat(WebhookSignature.sign(List.of(parsed), id, at, bytes)).isEqualTo(signature);
    assertThat(
            new WebhookVerifier(List.of(parsed))
                .verify(id, Long.toString(timestamp), signature, bytes, at))
        .isEqualTo(new Verdict.Genuine(id, at));
  }

  @Test
  void while_a_secret_is_replaced_either_verifies() {
    String both = signed(OTHER, SECRET);
    assertThat(both).matches("v1,\\S{44} v1,\\S{44}");
    assertThat(verify(SECRET, both, SENT)).isInstanceOf(Verdict.Genuine.class);
    assertThat(verify(OTHER, both, SENT)).isInstanceOf(Verdict.Genuine.class);
    assertThat(verify(OTHER, signed(SECRET), SENT))
        .isEqualTo(new Verdict.Refused(Reason.NO_MATCHING_SIGNATURE));
  }

  @Test
  void versions_it_does_not_know_are_passed_over() {
    String mixed = "v1a,AAAA v2 " + signed(SECRET) + " garbage";
    assertThat(verify(SECRET, mixed, SENT)).isInstanceOf(Verdict.Genuine.class);
    assertThat(verify(SECRET, signed(SECRET).replace("v1,", "v2,"), SENT))
        .isEqualTo(new Verdict.Refused(Reason.NO_MATCHING_SIGNATURE));
  }

  @Test
  void any_changed_byte_is_noticed() {
    WebhookVerifier verifier = new WebhookVerifier(List.of(SECRET));
    String timestamp = Long.toString(SENT.getEpochSecond());
    for (int i = 0; i < BODY.length; i++) {
      byte[] changed = BODY.clone();
      changed[i] ^= 1;
      assertThat(verifier.verify("msg_1", timestamp, signed(SECRET), changed, SENT))
          .isEqualTo(new Verdict.Refused(Reason.NO_MATCHING_SIGNATURE));
    }
    String later = Long.toString(SENT.getEpochSecond() + 1);
    assertThat(verifier.verify("msg_1", later, signed(SECRET), BODY, SENT))
        .isEqualTo(new Verdict.Refused(Reason.NO_MATCHING_SIGNATURE));
    assertThat(verifier.verify("msg_2", timestamp, signed(SECRET), BODY, SENT))
        .isEqualTo(new Verdict.Refused(Reason.NO_MATCHING_SIGNATURE));
  }

  @Test
  void what_was_recorded_cannot_be_played_again_after_five_minutes() {
    String signature = signed(SECRET);
    Duration limit = WebhookVerifier.TOLERANCE;
    assertThat(verify(SECRET, signature, SENT.plus(limit))).isInstanceOf(Verdict.Genuine.class);
    assertThat(verify(SECRET, signature, SENT.plus(limit).plusSeconds(1)))
        .isEqualTo(new Verdict.Refused(Reason.TOO_OLD));
    assertThat(verify(SECRET, signature, SENT.minus(limit))).isInstanceOf(Verdict.Genuine.class);
    assertThat(verify(SECRET, signature, SENT.minus(limit).minusSeconds(1)))
        .isEqualTo(new Verdict.Refused(Reason.FROM_THE_FUTURE));
  }

  @Test
  void missing_headers_are_told() {
    WebhookVerifier verifier = new WebhookVerifier(List.of(SECRET));
    Verdict.Refused missing = new Verdict.Refused(Reason.MISSING_HEADERS);
    assertThat(verifier.verify(null, "1", "v1,", BODY, SENT)).isEqualTo(missing);
    assertThat(verifier.verify("a", null, "v1,", BODY, SENT)).isEqualTo(missing);
    assertThat(verifier.verify("a", "1", null, BODY, SENT)).isEqualTo(missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1.5", "999999999999", "１６１４２６５３３０", "1614265330 "})
  void garbage_timestamps_are_malformed(String timestamp) {
    assertThat(
            new WebhookVerifier(List.of(SECRET))
                .verify("msg_1", timestamp, signed(SECRET), BODY, SENT))
        .isEqualTo(new Verdict.Refused(Reason.MALFORMED_HEADERS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "v1,", "v1,!", "v1,AAAA", ",", "v1", "v1,\u0000"})
  void garbage_signatures_match_nothing(String signature) {
    assertThat(verify(SECRET, signature, SENT))
        .isEqualTo(new Verdict.Refused(Reason.NO_MATCHING_SIGNATURE));
  }

  @Test
  void a_secret_has_24_to_64_bytes_and_is_not_told() {
    assertThat(WebhookSecret.parse(of(23))).isEmpty();
    assertThat(WebhookSecret.parse(of(24))).isPresent();
    assertThat(WebhookSecret.parse(of(64))).isPresent();
    assertThat(WebhookSecret.parse(of(65))).isEmpty();
    assertThat(WebhookSecret.parse("whsec_$$$")).isEmpty();
    assertThat(WebhookSecret.parse(of(32).substring(6))).isEmpty();
    WebhookSecret random = WebhookSecret.random();
    assertThat(WebhookSecret.parse(random.text())).isPresent();
    assertThat(random.toString()).doesNotContain(random.text().substring(6, 12));
    assertThat(random.text()).isNotEqualTo(WebhookSecret.random().text());
  }

  private static String of(int bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
  }
}
