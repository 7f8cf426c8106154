package io.linkmic.rtc.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.dtls.DtlsRole;
import io.linkmic.rtc.feedback.RoundTripTime;
import io.linkmic.rtc.rtcp.Goodbye;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;
import io.linkmic.rtc.sdp.NegotiatedSession;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerReceiverTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final DtlsIdentity IDENTITY = DtlsIdentity.generate(new SecureRandom());

  private final List<PeerEvent> events = new ArrayList<>();
  private final Outbox outbox = new Outbox();
  private final PeerReceiver receiver =
      new PeerReceiver(config("nack", "nack pli", "rtx"), outbox, new RoundTripTime());
  private Instant now = START;

  PeerReceiverTest() {
    outbox.open(output -> {
      if (output instanceof Output.Emit(var event)) {
        events.add(event);
      }
    });
  }

  @Test
  void sender_with_a_new_ssrc_takes_the_track_over() {
    receiveIdr(100, 1, null);
    receiveIdr(9, 2, "v");
    assertThat(events).extracting(Object::getClass).hasSize(3);
    assertThat(pictures()).isEqualTo(2);
    assertThat(receiver.tracks().get(1).ssrc()).isEqualTo(2);
  }

  @Test
  void sender_whose_numbers_jump_is_followed_after_two_packets() {
    receiveIdr(100, 1, null);
    receiveIdr(30_000, 1, null);
    assertThat(pictures()).isEqualTo(1);
    receiveIdr(30_001, 1, null);
    assertThat(pictures()).isEqualTo(2);
  }

  @Test
  void packets_for_nobody_are_refused() {
    assertThat(receiver.receive(packet(1, 1, 55, null, "65"), now)).isFalse();
    assertThat(receiver.receive(packet(1, 1, 96, "x", "65"), now)).isFalse();
    // RTX before any media, and RTX of padding only.
    assertThat(receiver.receive(packet(1, 9, 97, null, "0001 65"), now)).isFalse();
    receiveIdr(100, 1, null);
    assertThat(receiver.receive(packet(2, 9, 97, null, ""), now)).isTrue();
  }

  @Test
  void rtx_of_a_packet_nobody_missed_yet_counts_as_the_packet() {
    receiveIdr(100, 1, null);
    receiver.receive(packet(1, 9, 97, "v", "0065 1800026742000268ce00026588"), now);
    assertThat(pictures()).isEqualTo(2);
  }

  @Test
  void thousands_of_sources_do_not_displace_the_stream_for_good() {
    receiveIdr(100, 1, "v");
    for (int ssrc = 1000; ssrc < 5000; ssrc++) {
      receiver.receive(packet(1, ssrc, 97, "v", ""), now);
    }
    receiveIdr(101, 1, null);
    assertThat(pictures()).isEqualTo(2);
  }

  @Test
  void end_of_all_tracks_that_sent_is_the_end() {
    receiveIdr(100, 1, null);
    receiver.receive(packet(5, 7, 111, null, "fc01"), now);
    assertThat(receiver.goodbye(new Goodbye(List.of(1L), ""))).isFalse();
    assertThat(receiver.goodbye(new Goodbye(List.of(7L, 99L), ""))).isTrue();
    receiveIdr(101, 1, null);
    assertThat(receiver.goodbye(new Goodbye(List.of(7L), ""))).isFalse();
  }

  private long pictures() {
    return events.stream().filter(PeerEvent.VideoReceived.class::isInstance).count();
  }

  private void receiveIdr(int number, long ssrc, String mid) {
    now = now.plusMillis(33);
    receiver.receive(packet(number, ssrc, 96, mid, "18 00026742 000268ce 00026588"), now);
  }

  private static RtpPacket packet(int number, long ssrc, int type, String mid, String payload) {
    var extensions = new RtpExtensions(mid, -1, -1, -1, -1);
    return new RtpPacket(
        true, type, number, number * 3000L, ssrc, extensions, Bytes.ofHex(payload));
  }

  private static PeerConfig config(String... feedback) {
    var media = List.of(PeerPair.audio(true, ""), PeerPair.video(true, List.of(feedback)));
    var session =
        new NegotiatedSession(
            PeerPair.CLIENT_ICE, false, List.of(), List.of(), DtlsRole.SERVER, media);
    return new PeerConfig(
        true, PeerPair.NODE_ICE, IDENTITY, session, Duration.ofMillis(500), Duration.ofMillis(200));
  }
}
