package io.linkmic.rtc.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.dtls.Fingerprint;
import io.linkmic.rtc.ice.IceCandidate;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.peer.PeerEvent.CloseReason;
import io.linkmic.rtc.rtp.MediaKind;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtcPeerTest {
  private static final String[] ALL = {
    "nack", "nack pli", "ccm fir", "transport-cc", "goog-remb", "rtx"
  };

  @Test
  void picture_and_sound_arrive_whole() {
    var pair = PeerPair.connected(ALL);
    assertThat(pair.atNode(PeerEvent.Connected.class)).hasSize(1);
    pair.sendPictures(30);
    pair.sendSound(50);
    pair.runFor(100);
    assertThat(pair.atNode(PeerEvent.VideoReceived.class)).hasSize(30);
    assertThat(pair.atNode(PeerEvent.AudioReceived.class)).hasSize(50);
    var stats = pair.node.stats();
    assertThat(stats.connected()).isTrue();
    assertThat(stats.datagramsDropped()).isZero();
    assertThat(pair.track(pair.node, MediaKind.VIDEO).frames()).isEqualTo(30);
    assertThat(pair.track(pair.client, MediaKind.AUDIO).packets()).isEqualTo(50);
    assertThat(pair.client.stats().roundTripTime())
        .isBetween(Duration.ofMillis(39), Duration.ofMillis(41));
  }

  @Test
  void first_sender_report_leaves_with_the_first_packet() {
    var pair = PeerPair.connected(ALL);
    pair.sendPicture(true, 0, 500);
    pair.runFor(20);
    assertThat(pair.atNode(PeerEvent.SenderReport.class))
        .singleElement()
        .satisfies(report -> assertThat(report.rtpTimestamp()).isEqualTo(3000));
  }

  @Test
  void lost_packet_comes_by_rtx() {
    assertThat(repaired(ALL).recovered()).isEqualTo(1);
  }

  @Test
  void lost_packet_comes_by_plain_retransmission() {
    assertThat(repaired("nack", "nack pli").lost())
        .isZero(); // RFC 3550: it was received in the end
  }

  private static TrackStats repaired(String... feedback) {
    var pair = PeerPair.connected(feedback);
    pair.sendPictures(3);
    int[] dropped = {0};
    pair.loss = datagram -> datagram.length() > 500 && dropped[0]++ == 0;
    pair.sendPicture(false, 3, 3000);
    pair.runFor(200);
    assertThat(pair.atNode(PeerEvent.VideoReceived.class)).hasSize(4);
    assertThat(pair.atNode(PeerEvent.VideoBroken.class)).isEmpty();
    return pair.track(pair.node, MediaKind.VIDEO);
  }

  @Test
  void first_packet_of_the_stream_is_asked_for_when_it_is_lost() {
    var pair = PeerPair.connected(ALL);
    int[] dropped = {0};
    pair.loss = datagram -> datagram.u8(0) == 0x90 && dropped[0]++ == 0;
    pair.sendPictures(3);
    pair.runFor(150);
    assertThat(pair.atNode(PeerEvent.VideoReceived.class)).hasSize(3);
    assertThat(pair.atClient(PeerEvent.KeyFrameRequested.class)).isEmpty();
  }

  @Test
  void picture_beyond_repair_breaks_the_stream_and_asks_for_an_idr() {
    for (String request : List.of("nack pli", "ccm fir")) {
      var pair = PeerPair.connected(request);
      pair.sendPictures(3);
      pair.loss = datagram -> datagram.length() > 500;
      pair.sendPicture(false, 3, 3000);
      pair.loss = datagram -> false;
      pair.sendPicture(false, 4, 3000);
      pair.runFor(300);
      assertThat(pair.atNode(PeerEvent.VideoBroken.class)).hasSize(1);
      assertThat(pair.atClient(PeerEvent.KeyFrameRequested.class)).isNotEmpty();
      pair.sendPicture(true, 5, 3000);
      pair.runFor(100);
      assertThat(pair.atNode(PeerEvent.VideoReceived.class)).hasSize(4);
      assertThat(pair.track(pair.node, MediaKind.VIDEO).breaks()).isEqualTo(1);
    }
  }

  @Test
  void owner_hears_what_the_receiver_says_of_a_track() {
    var pair = PeerPair.connected("nack pli", "goog-remb");
    pair.sendPictures(90);
    pair.runFor(3000);
    var reports =
        pair.atClient(PeerEvent.ReceiverReport.class).stream()
            .filter(report -> report.kind() == MediaKind.VIDEO)
            .toList();
    assertThat(reports).isNotEmpty();
    assertThat(reports.getLast().lost()).isZero();
    assertThat(reports.getLast().highestSequence()).isPositive();
    assertThat(reports.getLast().roundTrip()).isNotNull();
  }

  @Test
  void owner_may_ask_for_a_key_frame() {
    var pair = PeerPair.connected("nack pli", "goog-remb");
    pair.sendPictures(2);
    pair.toNode(new Input.RequestKeyFrame(pair.now, "v"));
    pair.toNode(new Input.RequestKeyFrame(pair.now, "a"));
    pair.runFor(50);
    assertThat(pair.atClient(PeerEvent.KeyFrameRequested.class)).hasSize(1);
    assertThat(pair.track(pair.client, MediaKind.VIDEO).keyFrameRequests()).isEqualTo(1);
  }

  @Test
  void close_tells_the_other_side() {
    var pair = PeerPair.connected(ALL);
    pair.sendPictures(1);
    pair.sendSound(1);
    pair.toClient(new Input.Close(pair.now));
    pair.runFor(100);
    assertThat(reasons(pair.atClient(PeerEvent.Closed.class))).containsExactly(CloseReason.LOCAL);
    assertThat(reasons(pair.atNode(PeerEvent.Closed.class))).containsExactly(CloseReason.REMOTE);
    pair.toNode(new Input.Wakeup(pair.now));
    assertThat(pair.node.stats().connected()).isFalse();
  }

  @Test
  void close_of_a_receiver_tells_the_sender() {
    var pair = PeerPair.connected(ALL);
    pair.toNode(new Input.Close(pair.now));
    pair.runFor(100);
    assertThat(reasons(pair.atClient(PeerEvent.Closed.class))).containsExactly(CloseReason.REMOTE);
  }

  @Test
  void silence_expires_consent() {
    var pair = PeerPair.connected(ALL);
    pair.loss = datagram -> true;
    pair.runFor(31_000);
    assertThat(reasons(pair.atNode(PeerEvent.Closed.class)))
        .containsExactly(CloseReason.CONSENT_EXPIRED);
  }

  @Test
  void nobody_there_is_noticed() {
    var pair = new PeerPair(List.of(ALL));
    pair.toNode(new Input.Wakeup(pair.now.plusSeconds(31)));
    assertThat(reasons(pair.atNode(PeerEvent.Closed.class)))
        .containsExactly(CloseReason.ICE_TIMEOUT);
  }

  @Test
  void certificate_of_someone_else_ends_the_handshake() {
    var other = new Fingerprint("sha-256", Bytes.wrap(new byte[32]));
    var pair = new PeerPair(List.of(ALL), other, "transport-cc");
    pair.runFor(31_000);
    assertThat(reasons(pair.atClient(PeerEvent.Closed.class)))
        .containsExactly(CloseReason.FINGERPRINT_MISMATCH);
    assertThat(pair.atClient(PeerEvent.Connected.class)).isEmpty();
  }

  @Test
  void new_address_is_followed_after_an_ice_restart_too() {
    var pair = PeerPair.connected(ALL);
    var client = new IceCredentials("clnt2", "clientpassword2clientpas");
    var node = new IceCredentials("node2", "nodepassword2nodepasswor");
    pair.toNode(new Input.RestartIce(pair.now, node, client));
    pair.toClient(new Input.RestartIce(pair.now, client, node));
    pair.toClient(
        new Input.RemoteCandidate(pair.now, new IceCandidate("2", 1, 100, PeerPair.NODE, "host")));
    pair.runFor(1000);
    pair.sendPictures(3);
    pair.runFor(100);
    assertThat(pair.atNode(PeerEvent.VideoReceived.class)).hasSize(3);
    pair.toClient(new Input.NetworkChanged(pair.now, new InetSocketAddress("192.0.2.99", 1)));
    pair.runFor(1000);
    assertThat(pair.client.stats().connected()).isTrue();
  }

  @Test
  void garbage_is_counted_and_dropped() {
    var pair = PeerPair.connected(ALL);
    var here = new Path(PeerPair.NODE, PeerPair.CLIENT);
    var elsewhere = new Path(PeerPair.NODE, new InetSocketAddress("203.0.113.9", 9));
    for (String hex : List.of("", "ff", "50", "80600001 00000000 00000001", "80c80001 00000001")) {
      pair.toNode(new Input.Datagram(pair.now, here, Bytes.ofHex(hex)));
      pair.toNode(new Input.Datagram(pair.now, elsewhere, Bytes.ofHex(hex)));
    }
    pair.toNode(new Input.Datagram(pair.now, elsewhere, Bytes.ofHex("16fefd00000000000000000001")));
    assertThat(pair.node.stats().datagramsDropped()).isEqualTo(11);
  }

  @Test
  void media_before_the_connection_is_not_sent() {
    var pair = new PeerPair(List.of(ALL));
    pair.sendPicture(true, 0, 500);
    assertThat(pair.track(pair.client, MediaKind.VIDEO).packets()).isZero();
    assertThat(pair.client.stats().connected()).isFalse();
  }

  private static List<CloseReason> reasons(List<PeerEvent.Closed> events) {
    return events.stream().map(PeerEvent.Closed::reason).toList();
  }
}
