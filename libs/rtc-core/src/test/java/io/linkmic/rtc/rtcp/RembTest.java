package io.linkmic.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RembTest {

  @Test
  void bit_rate_is_mantissa_and_exponent() {
    Wire.assertBothWays(
        new Remb(1, 8_927_168, List.of(0x48B3A2B1L)),
        """
        8F CE 00 05  application layer feedback; 5 words follow
        00 00 00 01  ssrc of the packet's sender
        00 00 00 00  not used
        52 45 4D 42  "REMB"
        01 1A 20 DF  one ssrc; exponent 6, mantissa 139487
        48 B3 A2 B1  ssrc the estimate is for
        """);
  }

  @Test
  void low_bits_of_a_large_rate_are_dropped() {
    var read = (Remb) Wire.read(RtcpWriter.write(new Remb(1, (1L << 40) + 1, List.of())));
    assertThat(read.bitrate()).isEqualTo(1L << 40);
    var largest = (Remb) Wire.read(RtcpWriter.write(new Remb(1, Long.MAX_VALUE, List.of())));
    assertThat(largest.bitrate()).isEqualTo(0x3FFFFL << 45);
  }

  @Test
  void a_rate_beyond_64_bits_and_other_applications_are_ignored() {
    String head = "8F CE 00 04 \n 00 00 00 01 \n 00 00 00 00 \n";
    assertThat(Wire.reasonIgnored(head + "52 45 4D 42 \n 00 FF FF FF")).contains("out of range");
    assertThat(Wire.reasonIgnored(head + "52 45 4D 43 \n 00 00 00 00")).contains("application");
    assertThat(Wire.reasonIgnored(head + "52 45 4D 42 \n 02 00 00 01")).contains("cut off");
  }
}
