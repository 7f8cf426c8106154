package io.linkmic.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiverReportTest {
  private static final ReportBlock BLOCK = new ReportBlock(2, 255, 0x7FFFFF, 0x1FFFF, 3, 4, 5);

  @Test
  void receiver_report_with_one_block() {
    Wire.assertBothWays(
        new ReceiverReport(1, List.of(BLOCK)),
        """
        81 C9 00 07  V=2, one block; RR; 7 words follow
        00 00 00 01  ssrc of the receiver
        00 00 00 02  ssrc reported on
        FF 7F FF FF  all lost; cumulative lost, the largest
        00 01 FF FF  one round, 65535
        00 00 00 03  jitter
        00 00 00 04  last SR
        00 00 00 05  delay since last SR
        """);
  }

  @Test
  void receiver_report_without_blocks() {
    Wire.assertBothWays(
        new ReceiverReport(0xFFFFFFFFL, List.of()),
        """
        80 C9 00 01  V=2, no block; RR; one word follows
        FF FF FF FF  ssrc of the receiver
        """);
  }

  @Test
  void blocks_missing_are_noticed() {
    assertThat(Wire.reasonIgnored("81 C9 00 01 \n 00 00 00 01")).contains("cut off");
  }

  @Test
  void more_blocks_than_the_count_can_say_are_our_bug() {
    assertThatThrownBy(() -> new ReceiverReport(1, Collections.nCopies(32, BLOCK)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
