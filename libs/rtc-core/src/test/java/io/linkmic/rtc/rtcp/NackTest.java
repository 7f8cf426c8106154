package io.linkmic.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.ByteWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class NackTest {

  @Test
  void neighbours_share_an_entry_across_the_wrap() {
    Wire.assertBothWays(
        new Nack(1, 2, List.of(65534, 65535, 14, 15, 100)),
        """
        81 CD 00 05  NACK; 5 words follow
        00 00 00 01  ssrc of the packet's sender
        00 00 00 02  ssrc of the media
        FF FE 80 01  PID 65534; bit 0: 65535, bit 15: 14
        00 0F 00 00  PID 15: 17 after the first, so an entry of its own
        00 64 00 00  PID 100
        """);
  }

  @Test
  void doubles_are_written_once() {
    var read = Wire.read(RtcpWriter.write(new Nack(1, 2, List.of(7, 7, 8))));
    assertThat(read).isEqualTo(new Nack(1, 2, List.of(7, 8)));
  }

  @Test
  void a_nack_of_nothing_or_of_too_much_is_ignored() {
    assertThat(Wire.reasonIgnored("81 CD 00 02 \n 00 00 00 01 \n 00 00 00 02"))
        .contains("nack cut off");
    int words = 2 + Nack.MAX_ENTRIES + 1;
    var bytes = new ByteWriter(2000).u8(0x81).u8(205).u16(words).zeros(4 * words).toBytes();
    assertThat(((Ignored) Wire.read(bytes)).reason()).contains("too long");
  }
}
