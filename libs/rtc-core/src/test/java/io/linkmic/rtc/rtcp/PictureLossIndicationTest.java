package io.linkmic.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PictureLossIndicationTest {

  @Test
  void pli_is_three_words() {
    Wire.assertBothWays(
        new PictureLossIndication(0x902F9E2EL, 0x12345678L),
        """
        81 CE 00 02  PLI; 2 words follow
        90 2F 9E 2E  ssrc of the packet's sender
        12 34 56 78  ssrc of the media
        """);
  }

  @Test
  void a_pli_without_media_is_ignored() {
    assertThat(Wire.reasonIgnored("81 CE 00 01 \n 00 00 00 01")).contains("pli cut off");
  }
}
