package io.linkmic.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceDescriptionTest {

  @Test
  void cname_is_ended_by_zeros_to_the_word() {
    Wire.assertBothWays(
        SourceDescription.of(0x902F9E2EL, "abc"),
        """
        81 CA 00 03  one chunk; SDES; 3 words follow
        90 2F 9E 2E  ssrc
        01 03 61 62  CNAME, 3 bytes, "ab
        63 00 00 00  c", end, padding
        """);
  }

  @Test
  void a_full_word_is_followed_by_a_word_of_zeros() {
    Wire.assertBothWays(
        new SourceDescription(
            List.of(new SourceDescription.Chunk(1, "ab"), new SourceDescription.Chunk(2, ""))),
        """
        82 CA 00 05  two chunks; SDES; 5 words follow
        00 00 00 01  ssrc
        01 02 61 62  CNAME "ab"
        00 00 00 00  end
        00 00 00 02  ssrc
        00 00 00 00  end: no item
        """);
  }

  @Test
  void other_items_are_skipped() {
    var packet =
        Wire.read(
            """
            81 CA 00 04  one chunk
            00 00 00 01  ssrc
            06 03 78 79  TOOL "xy
            7A 01 02 61  z", CNAME "a
            62 00 00 00  b", end
            """);
    assertThat(packet).isEqualTo(SourceDescription.of(1, "ab"));
  }

  @Test
  void items_and_chunks_cut_off_are_noticed() {
    assertThat(Wire.reasonIgnored("82 CA 00 02 \n 00 00 00 01 \n 00 00 00 00"))
        .contains("chunk cut off");
    assertThat(Wire.reasonIgnored("81 CA 00 02 \n 00 00 00 01 \n 01 09 61 61"))
        .contains("item cut off");
  }

  @Test
  void a_cname_too_long_is_our_bug() {
    assertThatThrownBy(() -> RtcpWriter.write(SourceDescription.of(1, "x".repeat(256))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
