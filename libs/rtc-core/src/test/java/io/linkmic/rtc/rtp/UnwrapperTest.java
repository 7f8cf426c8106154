package io.linkmic.rtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnwrapperTest {

  @Test
  void sequence_numbers_go_on_after_the_wrap() {
    var unwrapper = new SequenceUnwrapper();
    assertThat(unwrapper.unwrap(65534)).isEqualTo(65534);
    assertThat(unwrapper.unwrap(1)).isEqualTo(65537);
    assertThat(unwrapper.unwrap(65535)).as("late packet from before the wrap").isEqualTo(65535);
    assertThat(unwrapper.unwrap(2)).isEqualTo(65538);
  }

  @Test
  void a_packet_older_than_the_first_is_negative() {
    var unwrapper = new SequenceUnwrapper();
    unwrapper.unwrap(0);
    assertThat(unwrapper.unwrap(65535)).isEqualTo(-1);
    assertThat(unwrapper.unwrap(0)).isZero();
  }

  @Test
  void many_rounds_are_counted() {
    var unwrapper = new SequenceUnwrapper();
    for (long i = 0; i < 400_000; i += 321) {
      assertThat(unwrapper.unwrap((int) (i & 0xFFFF))).isEqualTo(i);
    }
  }

  @Test
  void timestamps_go_on_after_the_wrap() {
    var unwrapper = new TimestampUnwrapper();
    assertThat(unwrapper.unwrap(0xFFFFFF00L)).isEqualTo(0xFFFFFF00L);
    assertThat(unwrapper.unwrap(0x100)).isEqualTo(0x1_0000_0100L);
    assertThat(unwrapper.unwrap(0xFFFFFF80L)).isEqualTo(0xFFFFFF80L);
  }

  @Test
  void serial_number_arithmetic_knows_the_wrap() {
    assertThat(SequenceNumbers.isNewer(0, 65535)).isTrue();
    assertThat(SequenceNumbers.isNewer(65535, 0)).isFalse();
    assertThat(SequenceNumbers.isNewer(5, 5)).isFalse();
    assertThat(SequenceNumbers.isNewer(32768, 0)).isFalse();
    assertThat(SequenceNumbers.distance(65535, 3)).isEqualTo(4);
    assertThat(SequenceNumbers.next(65535)).isZero();
  }
}
