package io.linkmic.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoodbyeTest {

  @Test
  void two_sources_leave_without_a_word() {
    Wire.assertBothWays(
        new Goodbye(List.of(1L, 0xFFFFFFFFL), ""),
        """
        82 CB 00 02  two sources; BYE; 2 words follow
        00 00 00 01  ssrc
        FF FF FF FF  ssrc
        """);
  }

  @Test
  void a_reason_is_padded() {
    Wire.assertBothWays(
        new Goodbye(List.of(1L), "done"),
        """
        81 CB 00 03  one source; BYE; 3 words follow
        00 00 00 01  ssrc
        04 64 6F 6E  4 bytes: "don
        65 00 00 00  e", padding
        """);
  }

  @Test
  void sources_or_reason_cut_off_are_noticed() {
    assertThat(Wire.reasonIgnored("82 CB 00 01 \n 00 00 00 01")).contains("bye cut off");
    assertThat(Wire.reasonIgnored("81 CB 00 02 \n 00 00 00 01 \n 04 61 61 61"))
        .contains("reason cut off");
  }
}
