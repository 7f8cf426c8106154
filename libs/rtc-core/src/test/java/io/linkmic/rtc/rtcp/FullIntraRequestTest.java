package io.linkmic.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FullIntraRequestTest {

  @Test
  void the_entry_names_the_media() {
    Wire.assertBothWays(
        new FullIntraRequest(1, List.of(new FullIntraRequest.Entry(0x12345678L, 255))),
        """
        84 CE 00 04  FIR; 4 words follow
        00 00 00 01  ssrc of the packet's sender
        00 00 00 00  not used
        12 34 56 78  ssrc of the media
        FF 00 00 00  command 255, reserved
        """);
  }

  @Test
  void a_fir_for_nobody_is_ignored() {
    assertThat(Wire.reasonIgnored("84 CE 00 02 \n 00 00 00 01 \n 00 00 00 00"))
        .contains("fir cut off");
  }
}
