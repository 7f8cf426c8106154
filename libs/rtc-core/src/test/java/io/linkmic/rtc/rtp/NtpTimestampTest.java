package io.linkmic.rtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NtpTimestampTest {

  @Test
  void unix_epoch_is_2208988800_seconds_after_1900() {
    assertThat(NtpTimestamp.of(Instant.EPOCH).bits()).isEqualTo(2_208_988_800L << 32);
    assertThat(new NtpTimestamp(2_208_988_800L << 32 | 0x80000000L).toMicros()).isEqualTo(500_000);
  }

  @Test
  void compact_form_of_rfc_3550_figure_2() {
    // RFC 3550 §6.4.1: 0xb44db705:20000000 has the middle 32 bits 0xb705:2000.
    assertThat(new NtpTimestamp(0xb44db705_20000000L).compact()).isEqualTo(0xb7052000L);
  }

  @Test
  void instants_survive_the_round_trip() {
    var random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      var instant =
          Instant.ofEpochSecond(
              1_700_000_000L + random.nextInt(1 << 30), random.nextInt(1_000_000_000));
      assertThat(NtpTimestamp.of(instant).toInstant()).isEqualTo(instant);
    }
  }

  @Test
  void the_second_era_begins_in_2036() {
    var instant = Instant.parse("2040-01-01T00:00:00Z");
    assertThat(NtpTimestamp.of(instant).toInstant()).isEqualTo(instant);
    assertThat(new NtpTimestamp(0).toInstant()).isEqualTo(Instant.parse("2036-02-07T06:28:16Z"));
  }
}
