package io.linkmic.origin.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.Test;

class LiveTagTest {
  private final LiveTag tag = TestTags.sound(0x01020304);

  @Test
  void flv_form_has_the_eleven_byte_header_and_the_previous_tag_size() {
    assertThat(ByteBufUtil.hexDump(tag.flv()))
        .isEqualTo(
            "08" // audio
                + "000003" // length of the body
                + "020304" // timestamp, low 24 bits
                + "01" // timestamp, high 8 bits
                + "000000" // stream id
                + "af0109" // body
                + "0000000e"); // 11 + 3
  }

  @Test
  void http_form_is_the_same_bytes_as_one_chunk() {
    assertThat(ByteBufUtil.hexDump(tag.httpChunk()))
        .isEqualTo(
            ByteBufUtil.hexDump("00000012\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                + ByteBufUtil.hexDump(tag.flv())
                + "0d0a");
  }

  @Test
  void rtmp_form_is_one_message_with_a_type_0_header() {
    tag.prepareRtmp();
    assertThat(ByteBufUtil.hexDump(tag.rtmp()))
        .isEqualTo("04" + "ffffff" + "000003" + "08" + "01000000" + "01020304" + "af0109");
  }

  @Test
  void all_forms_share_the_bytes_and_are_given_back_with_the_tag() {
    tag.prepareRtmp();
    var chunk = tag.httpChunk();
    var message = tag.rtmp();
    tag.release();
    assertThat(chunk.release()).as("the viewer's was the last reference").isTrue();
    assertThat(message.release()).isTrue();
  }
}
