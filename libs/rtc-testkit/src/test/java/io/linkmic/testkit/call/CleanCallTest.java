package io.linkmic.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.peer.PeerEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CleanCallTest {
  private static final Duration RTT = Duration.ofMillis(60);
  private static final Duration PACED = Duration.ofMillis(11);

  @Test
  void both_ends_connect_within_four_round_trips() {
    var call = SimulatedCall.of(1, RTT);
    call.runFor(RTT.multipliedBy(4));
    assertThat(call.record().nodeEvents(PeerEvent.Connected.class)).hasSize(1);
    assertThat(call.record().clientEvents(PeerEvent.Connected.class)).hasSize(1);
  }

  @Test
  void a_minute_arrives_whole_and_without_delay_of_ours() {
    var call = SimulatedCall.of(2, RTT);
    call.runFor(Duration.ofSeconds(1));
    call.publish();
    call.runFor(Duration.ofSeconds(60));
    call.stopPublishing();
    call.runFor(Duration.ofSeconds(1));
    var record = call.record();
    assertThat(record.picturesReceived()).hasSameSizeAs(record.picturesSent());
    assertThat(record.soundsReceived()).hasSize((int) record.soundsSent());
    for (int i = 0; i < record.picturesSent().size(); i++) {
      var sent = record.picturesSent().get(i);
      var received = record.picturesReceived().get(i);
      assertThat(received.number()).isEqualTo(sent.number());
      // The sender spreads a picture over at most 10 ms, woken once a millisecond.
      assertThat(received.at())
          .isBetween(
              sent.at().plus(RTT.dividedBy(2)), sent.at().plus(RTT.dividedBy(2)).plus(PACED));
    }
    assertThat(record.nodeEvents(PeerEvent.VideoBroken.class)).isEmpty();
  }
}
