package io.linkmic.backend.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.token.ApiKeys;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
  private static final String SECRET = "a-secret-of-thirty-two-bytes-0123";
  private static final Instant UNTIL = Instant.ofEpochSecond(2_000_000_000);
  private static final ApiKeys KEYS =
      ApiKeys.of(Map.of("studio", SECRET, "other", "another-secret-of-32-bytes-01234"), false);

  @Test
  void it_is_known_until_its_time_is_up() {
    String cookie = Session.issue("studio", SECRET, UNTIL);
    assertThat(Session.read(cookie, KEYS, UNTIL.minusSeconds(1))).hasValue("studio");
    assertThat(Session.read(cookie, KEYS, UNTIL)).isEmpty();
  }

  @Test
  void any_changed_character_spoils_it() {
    String cookie = Session.issue("studio", SECRET, UNTIL);
    for (int i = 0; i < cookie.length() - 1; i++) {
      char other = cookie.charAt(i) == '5' ? '6' : '5';
      String changed = cookie.substring(0, i) + other + cookie.substring(i + 1);
      assertThat(Session.read(changed, KEYS, Instant.EPOCH)).as(changed).isEmpty();
    }
  }

  @Test
  void a_changed_secret_ends_it() {
    String cookie = Session.issue("studio", SECRET, UNTIL);
    ApiKeys rotated = ApiKeys.of(Map.of("studio", "a-new-secret-of-thirty-two-bytes!"), false);
    assertThat(Session.read(cookie, rotated, Instant.EPOCH)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "c3R1ZGlv.2000000000.", "\u0000", "🎬"})
  void garbage_is_no_session(String cookie) {
    assertThat(Session.read(cookie, KEYS, Instant.EPOCH)).isEmpty();
  }
}
