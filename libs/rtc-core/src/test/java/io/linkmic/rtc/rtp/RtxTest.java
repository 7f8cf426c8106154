package io.linkmic.rtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import org.junit.jupiter.api.Test;

class RtxTest {
  private static final RtpPacket ORIGINAL =
      new RtpPacket(true, 96, 0xABCD, 900, 1, RtpExtensions.NONE, Bytes.ofHex("112233"));

  @Test
  void a_retransmission_carries_the_original_number_in_front() {
    var rtx = Rtx.wrap(ORIGINAL, 97, 2, 5);
    assertThat(rtx.payload()).isEqualTo(Bytes.ofHex("ABCD 112233"));
    assertThat(rtx.sequenceNumber()).isEqualTo(5);
    assertThat(rtx.ssrc()).isEqualTo(2);
    assertThat(Rtx.unwrap(rtx, 96, 1)).isEqualTo(Parsed.ok(ORIGINAL));
  }

  @Test
  void a_probe_without_payload_is_malformed() {
    var probe = new RtpPacket(false, 97, 5, 900, 2, RtpExtensions.NONE, Bytes.EMPTY);
    assertThat(Rtx.unwrap(probe, 96, 1)).isInstanceOf(Parsed.Malformed.class);
  }
}
