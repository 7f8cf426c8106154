package io.linkmic.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.rtc.bytes.ByteWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TransportFeedbackTest {
  private static final int LOST = Arrivals.LOST;

  @Test
  void short_messages_use_a_one_bit_vector() {
    Wire.assertBothWays(
        feedback(0xFFFF, -2, 3, 0, LOST, 255),
        """
        8F CD 00 05  transport feedback; 5 words follow
        00 00 00 01  ssrc of the packet's sender
        00 00 00 02  ssrc of the media
        FF FF 00 03  base 65535, three packets
        FF FF FE 03  reference time -2 · 64 ms; message 3
        A8 00        one-bit vector: 1 0 1
        00 FF        deltas of 0 and 255 ticks
        """);
  }

  @Test
  void large_and_negative_deltas_use_a_two_bit_vector() {
    Wire.assertBothWays(
        feedback(1, 1, 0, 1, 256, -1, LOST),
        """
        8F CD 00 06  transport feedback; 6 words follow
        00 00 00 01  ssrc of the packet's sender
        00 00 00 02  ssrc of the media
        00 01 00 04  base 1, four packets
        00 00 01 00  reference time 64 ms; message 0
        DA 00        two-bit vector: 1 2 2 0
        01           delta of 1 tick
        01 00        256
        FF FF        -1
        00           padding
        """);
  }

  @Test
  void long_runs_use_a_run_length_chunk() {
    int[] ticks = new int[20];
    Arrays.fill(ticks, 4);
    Wire.assertBothWays(
        feedback(0, 0, 0, ticks),
        """
        8F CD 00 0A  transport feedback; 10 words follow
        00 00 00 01  ssrc of the packet's sender
        00 00 00 02  ssrc of the media
        00 00 00 14  base 0, twenty packets
        00 00 00 00  reference time 0; message 0
        20 14        run of 20 small deltas
        04 04 04 04 04 04 04 04 04 04
        04 04 04 04 04 04 04 04 04 04
        00 00        padding
        """);
  }

  @Test
  void builder_rounds_arrivals_so_that_errors_do_not_add_up() {
    var builder = new TransportFeedbackBuilder(65536 + 10);
    assertThat(builder.isEmpty()).isTrue();
    for (int i = 0; i < 100; i++) {
      assertThat(builder.received(65536 + 11 + i, 1_000_000 + 333L * i)).isTrue();
    }
    var feedback = builder.build(1, 2, 256 + 7);
    assertThat(feedback.baseSequence()).isEqualTo(10);
    assertThat(feedback.sequence(1)).isEqualTo(11);
    assertThat(feedback.feedbackCount()).isEqualTo(7);
    assertThat(feedback.arrivals().received(0)).isFalse();
    long micros = feedback.referenceMicros();
    for (int i = 1; i <= 100; i++) {
      micros += 250L * feedback.arrivals().deltaTicks(i);
      assertThat(1_000_000 + 333L * (i - 1) - micros).isBetween(0L, 249L);
    }
  }

  @Test
  void builder_refuses_what_does_not_fit() {
    var builder = new TransportFeedbackBuilder(0);
    assertThat(builder.received(0, 0)).isTrue();
    assertThat(builder.received(1, 9_000_000)).as("delta of 9 s").isFalse();
    assertThat(builder.received(9000, 1)).as("beyond the longest message").isFalse();
    assertThat(builder.received(1, 8_000_000)).isTrue();
    assertThatThrownBy(() -> builder.received(1, 8_000_000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TransportFeedbackBuilder(0).build(1, 2, 3))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void reference_time_wraps_at_24_bits() {
    var builder = new TransportFeedbackBuilder(0);
    assertThat(builder.received(0, (1L << 23) * 64_000)).isTrue();
    assertThat(builder.build(1, 2, 0).referenceTime()).isEqualTo(-(1 << 23));
  }

  @Test
  void chunks_or_deltas_missing_and_huge_counts_are_ignored() {
    String head = "8F CD 00 05 \n 00 00 00 01 \n 00 00 00 02 \n";
    assertThat(Wire.reasonIgnored(head + "00 00 00 00 \n 00 00 00 00 \n 20 01 00 00"))
        .contains("too many or no");
    assertThat(Wire.reasonIgnored(head + "00 00 FF FF \n 00 00 00 00 \n 1F FF 1F FF"))
        .contains("too many or no");
    assertThat(Wire.reasonIgnored(head + "00 00 00 03 \n 00 00 00 00 \n 20 03 00 00"))
        .contains("cut off");
    assertThat(Wire.reasonIgnored(head + "00 00 00 30 \n 00 00 00 00 \n 00 01 00 01"))
        .contains("cut off");
    var tooShort = new ByteWriter(20).u8(0x8F).u8(205).u16(4).zeros(16).toBytes();
    assertThat(((Ignored) Wire.read(tooShort)).reason()).contains("cut off");
  }

  private static TransportFeedback feedback(
      int base, int referenceTime, int feedbackCount, int... ticks) {
    return new TransportFeedback(1, 2, base, referenceTime, feedbackCount, Arrivals.wrap(ticks));
  }
}
