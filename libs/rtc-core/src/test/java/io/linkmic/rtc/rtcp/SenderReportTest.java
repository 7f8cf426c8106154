package io.linkmic.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.rtp.NtpTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

class SenderReportTest {

  @Test
  void sender_report_with_one_block() {
    Wire.assertBothWays(
        new SenderReport(
            0x902F9E2EL,
            new NtpTimestamp(0xDA8BD1FC_DDDDA05AL),
            0xAAF4EDD5L,
            1,
            2,
            List.of(new ReportBlock(0xBC5E9A40L, 85, -2, 0x46E1, 273, 0x9F36432, 150137))),
        """
        81 C8 00 0C  V=2, one block; SR; 12 words follow
        90 2F 9E 2E  ssrc of the sender
        DA 8B D1 FC  NTP seconds
        DD DD A0 5A  NTP fraction
        AA F4 ED D5  RTP timestamp
        00 00 00 01  packets
        00 00 00 02  octets
        BC 5E 9A 40  ssrc reported on
        55           fraction lost 85/256
        FF FF FE     cumulative lost -2
        00 00 46 E1  highest sequence number
        00 00 01 11  jitter
        09 F3 64 32  last SR
        00 02 4A 79  delay since last SR
        """);
  }

  @Test
  void profile_specific_extensions_are_skipped() {
    var report =
        Wire.read(
            """
            80 C8 00 07  SR; one word more than needed
            00 00 00 01  ssrc
            00 00 00 02  NTP seconds
            00 00 00 03  NTP fraction
            00 00 00 04  RTP timestamp
            00 00 00 05  packets
            00 00 00 06  octets
            AA AA AA AA  extension
            """);
    assertThat(report)
        .isEqualTo(new SenderReport(1, new NtpTimestamp(0x2_0000_0003L), 4, 5, 6, List.of()));
  }

  @Test
  void a_count_larger_than_the_packet_is_ignored() {
    assertThat(Wire.reasonIgnored("81 C8 00 01 \n 00 00 00 01")).contains("sender report cut off");
  }
}
