package io.linkmic.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.peer.Input;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.peer.PeerEvent.CloseReason;
import io.linkmic.testkit.network.LossModel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisturbedCallTest {
  private static final Duration RTT = Duration.ofMillis(60);
  private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("203.0.113.7", 40_000);

  @Test
  void reordering_by_jitter_loses_and_breaks_nothing() {
    var config = CallConfig.of(11, RTT);
    var call =
        new SimulatedCall(config.withUp(config.up().withJitter(Duration.ofMillis(20), true)));
    publishFor(call, 20);
    assertAllPictures(call);
    assertThat(call.record().soundsReceived()).allMatch(sound -> sound.lostBefore() == 0);
  }

  @Test
  void lost_packet_is_nacked_and_comes_a_round_trip_later() {
    var call = SimulatedCall.of(12, RTT);
    call.connect();
    call.publish();
    // Sound leaves at 2.020 and 2.040 s, the next picture at 2.033 s.
    call.runFor(Duration.ofMillis(2025));
    call.dropNextFromClient(1);
    call.runFor(Duration.ofSeconds(2));
    var video = call.nodeStats().tracks().get(1);
    assertThat(video.lost()).isEqualTo(1);
    assertThat(video.recovered()).isEqualTo(1);
    assertThat(video.nacks()).isEqualTo(1);
    assertThat(call.nodeStats().roundTripTime()).isBetween(RTT, RTT.plusMillis(1));
  }

  @Test
  void key_frames_come_every_two_seconds_when_asked_for() {
    var call = SimulatedCall.of(13, RTT);
    call.connect();
    call.publish();
    call.requestKeyFrameEvery(Duration.ofSeconds(2));
    call.runFor(Duration.ofSeconds(21));
    List<Instant> idrs =
        call.record().picturesReceived().stream()
            .filter(CallRecord.PictureReceived::idr)
            .map(CallRecord.PictureReceived::at)
            .toList();
    assertThat(idrs).hasSize(11);
    for (int i = 2; i < idrs.size(); i++) {
      assertThat(Duration.between(idrs.get(i - 1), idrs.get(i)))
          .isBetween(Duration.ofMillis(1900), Duration.ofMillis(2100));
    }
  }

  @Test
  void without_nack_pictures_go_on_with_the_next_key_frame() {
    // FFmpeg's WHIP sender: no RTCP feedback, an IDR every two seconds of its own.
    var config = CallConfig.of(14, RTT).withVideo(30, 2_500_000, 60);
    var call = new SimulatedCall(config.withFeedback(false, List.of(), List.of()));
    call.connect();
    call.publish();
    call.runFor(Duration.ofMillis(2525));
    call.dropNextFromClient(1);
    call.runFor(Duration.ofSeconds(4));
    assertThat(call.record().nodeEvents(PeerEvent.VideoBroken.class)).hasSize(1);
    assertThat(call.nodeStats().tracks().get(1).keyFrameRequests()).isZero();
    assertThat(call.record().picturesReceived().size()).isBetween(130, 160);
  }

  @Test
  void plain_retransmission_repairs_where_rtx_is_not_negotiated() {
    var config = CallConfig.of(15, RTT).withFeedback(false, List.of("nack"), List.of("nack"));
    var call = new SimulatedCall(config.withUp(config.up().withLoss(new LossModel.Bernoulli(.05))));
    publishFor(call, 20);
    assertAllPictures(call);
    // Fifty were lost, and 200 ms are time for three tries, all lost once in 8000.
    var sounds = call.record();
    assertThat(sounds.soundsReceived().size()).isGreaterThan((int) sounds.soundsSent() - 3);
  }

  @Test
  void lost_sound_is_counted_once_it_is_given_up() {
    var config = CallConfig.of(16, RTT);
    var call = new SimulatedCall(config.withUp(config.up().withLoss(new LossModel.Bernoulli(.1))));
    publishFor(call, 20);
    var sounds = call.record().soundsReceived();
    long lost = sounds.stream().mapToLong(CallRecord.SoundReceived::lostBefore).sum();
    long span = sounds.getLast().number() - sounds.getFirst().number() + 1;
    assertThat(lost).isPositive();
    assertThat(sounds.size() + lost).isEqualTo(span);
  }

  @Test
  void host_that_changes_networks_is_followed() {
    var call = SimulatedCall.of(17, RTT);
    call.connect();
    call.publish();
    call.runFor(Duration.ofSeconds(3));
    call.moveClient(ELSEWHERE);
    call.runFor(Duration.ofSeconds(3));
    call.stopPublishing();
    call.runFor(Duration.ofSeconds(1));
    assertThat(call.record().nodeEvents(PeerEvent.PathChanged.class))
        .singleElement()
        .satisfies(moved -> assertThat(moved.path().remote()).isEqualTo(ELSEWHERE));
    assertAllPictures(call);
  }

  @Test
  void host_behind_a_rebound_nat_comes_back_with_its_next_check() {
    var call = SimulatedCall.of(18, RTT);
    call.connect();
    call.publish();
    call.runFor(Duration.ofSeconds(3));
    call.rebindClient(ELSEWHERE);
    call.runFor(Duration.ofSeconds(10));
    assertThat(call.record().nodeEvents(PeerEvent.PathChanged.class)).hasSize(1);
    var received = call.record().picturesReceived();
    assertThat(Duration.between(received.getLast().at(), call.now())).isLessThan(RTT);
  }

  @Test
  void media_goes_on_while_ice_restarts() {
    var call = SimulatedCall.of(19, RTT);
    call.connect();
    call.publish();
    call.runFor(Duration.ofSeconds(2));
    var client = new IceCredentials("clnt2", "clientpassword2clientpas");
    var node = new IceCredentials("node2", "nodepassword2nodepasswor");
    call.toNode(new Input.RestartIce(call.now(), node, client));
    call.toClient(new Input.RestartIce(call.now(), client, node));
    call.runFor(Duration.ofSeconds(5));
    call.moveClient(ELSEWHERE);
    call.runFor(Duration.ofSeconds(5));
    call.stopPublishing();
    call.runFor(Duration.ofSeconds(1));
    assertThat(call.record().nodeEvents(PeerEvent.PathChanged.class)).hasSize(1);
    assertAllPictures(call);
  }

  @Test
  void host_that_leaves_says_so() {
    var call = SimulatedCall.of(20, RTT);
    publishFor(call, 2);
    call.toClient(new Input.Close(call.now()));
    call.runFor(RTT);
    assertThat(call.record().clientEvents(PeerEvent.Closed.class))
        .extracting(PeerEvent.Closed::reason)
        .containsExactly(CloseReason.LOCAL);
    assertThat(call.record().nodeEvents(PeerEvent.Closed.class))
        .extracting(PeerEvent.Closed::reason)
        .containsExactly(CloseReason.REMOTE);
  }

  @Test
  void host_that_vanishes_is_given_up_after_thirty_seconds() {
    var call = SimulatedCall.of(21, RTT);
    publishFor(call, 2);
    call.alterClientDatagrams(datagram -> Bytes.EMPTY);
    call.runFor(Duration.ofSeconds(29));
    assertThat(call.record().nodeEvents(PeerEvent.Closed.class)).isEmpty();
    call.runFor(Duration.ofSeconds(5));
    assertThat(call.record().nodeEvents(PeerEvent.Closed.class))
        .extracting(PeerEvent.Closed::reason)
        .containsExactly(CloseReason.CONSENT_EXPIRED);
  }

  @Test
  void same_seed_gives_the_same_run_and_another_seed_another() {
    assertThat(hash(22)).isEqualTo(hash(22)).isNotEqualTo(hash(23));
  }

  private static String hash(long seed) {
    var config = CallConfig.of(seed, RTT);
    var link = config.up().withLoss(new LossModel.GilbertElliott(.1, 3));
    var call =
        new SimulatedCall(
            config
                .withUp(link.withCapacity(4_000_000, 150_000))
                .withDown(config.down().withJitter(Duration.ofMillis(10), true)));
    publishFor(call, 5);
    return call.logHash();
  }

  private static void publishFor(SimulatedCall call, int seconds) {
    call.connect();
    call.publish();
    call.runFor(Duration.ofSeconds(seconds));
    call.stopPublishing();
    call.runFor(Duration.ofSeconds(1));
  }

  private static void assertAllPictures(SimulatedCall call) {
    List<Long> sent = new ArrayList<>();
    call.record().picturesSent().forEach(picture -> sent.add(picture.number()));
    List<Long> received = new ArrayList<>();
    call.record().picturesReceived().forEach(picture -> received.add(picture.number()));
    assertThat(received).isEqualTo(sent);
  }
}
