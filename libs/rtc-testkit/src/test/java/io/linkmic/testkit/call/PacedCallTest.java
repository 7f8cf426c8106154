package io.linkmic.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.testkit.network.LinkConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a sender spreads what it sends. Packets of sound are short, packets of pictures long. */
class PacedCallTest {
  private static final Duration RTT = Duration.ofMillis(40);
  private static final int SOUND_AT_MOST = 300;

  private record Left(Instant at, int bytes) {}

  @Test
  void a_key_picture_leaves_within_ten_milliseconds_and_never_as_one_burst() {
    var left = firstKeyPicture(SimulatedCall.of(31, RTT));
    Instant first = left.getFirst().at;
    assertThat(left).hasSizeGreaterThan(30);
    assertThat(Duration.between(first, left.getLast().at))
        .isBetween(Duration.ofMillis(8), Duration.ofMillis(11));
    for (Left packet : left) {
      long together = left.stream().filter(other -> other.at.equals(packet.at)).count();
      assertThat(together).as("packets at %s", packet.at).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void sound_does_not_wait_behind_a_picture() {
    var call = SimulatedCall.of(32, RTT);
    call.connect();
    call.publish();
    call.runFor(Duration.ofSeconds(10));
    var record = call.record();
    assertThat(record.soundsReceived()).hasSizeGreaterThan(490);
    Instant begin = record.soundsReceived().getFirst().at();
    for (int i = 0; i < record.soundsReceived().size(); i++) {
      assertThat(record.soundsReceived().get(i).at()).isEqualTo(begin.plusMillis(20L * i));
    }
  }

  @Test
  void a_buffer_of_sixteen_packets_at_20_mbit_takes_pictures_without_loss() {
    var config = CallConfig.of(33, RTT);
    LinkConfig shallow = config.up().withCapacity(20_000_000, 16 * 1200);
    var call = new SimulatedCall(config.withUp(shallow));
    call.connect();
    call.publish();
    call.runFor(Duration.ofSeconds(2));
    long lostWithTheFirst = call.up().lost();
    call.runFor(Duration.ofSeconds(20));
    assertThat(call.up().lost()).isEqualTo(lostWithTheFirst);
  }

  private static List<Left> firstKeyPicture(SimulatedCall call) {
    List<Left> left = new ArrayList<>();
    call.connect();
    call.alterClientDatagrams(data -> {
      if (data.u8(0) >= 128 && data.length() > SOUND_AT_MOST) {
        left.add(new Left(call.now(), data.length()));
      }
      return data;
    });
    call.publish();
    call.runFor(Duration.ofMillis(30));
    return left;
  }
}
