package io.linkmic.rtc.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.srtp.SrtpKeys;
import io.linkmic.rtc.srtp.SrtpProfile;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsEndpointTest {

  @Test
  void both_ends_come_to_the_same_keys() {
    DtlsPair pair = new DtlsPair(1).start();
    pair.runFor(Duration.ofSeconds(1));

    SrtpKeys ofClient = DtlsPair.connected(pair.ofClient).keys();
    SrtpKeys ofServer = DtlsPair.connected(pair.ofServer).keys();
    assertThat(ofClient.profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
    assertThat(ofClient.local()).isEqualTo(ofServer.remote());
    assertThat(ofClient.remote()).isEqualTo(ofServer.local());
    assertThat(pair.client.nextWakeup()).isEmpty();
    pair.close();
  }

  @Test
  void datagrams_are_few_and_short() {
    DtlsPair pair = new DtlsPair(1).start();
    pair.runFor(Duration.ofSeconds(1));

    assertThat(pair.wire).hasSizeLessThanOrEqualTo(5);
    assertThat(pair.wire).allMatch(datagram -> datagram.length() <= 1200);
    pair.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void a_handshake_survives_20_percent_loss_and_reordering(long seed) {
    DtlsPair pair = new DtlsPair(seed);
    pair.loss = 0.2;
    pair.jitterMillis = 60;
    pair.start();
    pair.runFor(Duration.ofSeconds(29));

    assertThat(DtlsPair.connected(pair.ofClient).keys().local())
        .as("seed %d", seed)
        .isEqualTo(DtlsPair.connected(pair.ofServer).keys().remote());
    pair.close();
  }

  @Test
  void a_lost_flight_is_sent_again_after_200_then_400_ms() {
    DtlsPair pair = new DtlsPair(1);
    pair.loss = 1;
    pair.start();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 7_000; i += 50) {
      int before = pair.wire.size();
      pair.runFor(Duration.ofMillis(50));
      if (pair.wire.size() > before) {
        times.add(Duration.between(Instant.EPOCH, pair.now).toMillis() - 50);
      }
    }
    // 0.2, 0.6, 1.4, 3.0, 6.0 s
    assertThat(times).hasSize(5);
    assertThat(times.getFirst()).isEqualTo(200);
    assertThat(times.get(1)).isEqualTo(600);
    pair.close();
  }

  @Test
  void without_an_answer_it_fails_after_30_seconds() {
    DtlsPair pair = new DtlsPair(1);
    pair.loss = 1;
    pair.start();
    pair.runFor(Duration.ofSeconds(31));

    assertThat(pair.ofClient.getLast())
        .isEqualTo(new DtlsOutput.Failed(DtlsFailure.TIMEOUT, "no answer"));
    assertThat(pair.ofServer.getLast())
        .isEqualTo(new DtlsOutput.Failed(DtlsFailure.TIMEOUT, "no answer"));
    assertThat(pair.client.nextWakeup()).isEmpty();
  }

  @Test
  void a_certificate_the_sdp_did_not_announce_is_refused() {
    DtlsIdentity stranger = DtlsIdentity.generate(new SecureRandom());
    DtlsPair pair =
        new DtlsPair(
            1,
            new DtlsEndpoint(
                DtlsRole.CLIENT, stranger, List.of(DtlsPair.BOB.fingerprint()), new SecureRandom()),
            new DtlsEndpoint(
                DtlsRole.SERVER,
                DtlsPair.BOB,
                List.of(DtlsPair.ALICE.fingerprint()),
                new SecureRandom()));
    pair.start();
    pair.runFor(Duration.ofSeconds(31));

    assertThat(pair.ofServer).noneMatch(DtlsOutput.Connected.class::isInstance);
    assertThat(((DtlsOutput.Failed) pair.ofServer.getLast()).reason())
        .isEqualTo(DtlsFailure.FINGERPRINT_MISMATCH);
    assertThat(pair.ofClient).noneMatch(DtlsOutput.Connected.class::isInstance);
  }

  @Test
  void the_client_checks_the_servers_certificate_too() {
    DtlsPair pair =
        new DtlsPair(
            1,
            new DtlsEndpoint(
                DtlsRole.CLIENT,
                DtlsPair.ALICE,
                List.of(DtlsPair.ALICE.fingerprint()),
                new SecureRandom()),
            new DtlsEndpoint(
                DtlsRole.SERVER,
                DtlsPair.BOB,
                List.of(DtlsPair.ALICE.fingerprint()),
                new SecureRandom()));
    pair.start();
    pair.runFor(Duration.ofSeconds(31));

    assertThat(((DtlsOutput.Failed) pair.ofClient.getLast()).reason())
        .isEqualTo(DtlsFailure.FINGERPRINT_MISMATCH);
  }

  @Test
  void close_notify_reaches_the_other_side() {
    DtlsPair pair = new DtlsPair(1).start();
    pair.runFor(Duration.ofSeconds(1));
    pair.client.close(pair::fromClient);
    pair.runFor(Duration.ofSeconds(1));

    assertThat(pair.ofServer.getLast()).isEqualTo(new DtlsOutput.Closed());
    assertThat(pair.server.isConnected()).isFalse();
  }

  @Test
  void garbage_does_not_end_a_handshake_nor_make_it_talk() {
    DtlsPair pair = new DtlsPair(1);
    Random random = new Random(5);
    pair.start();
    for (int i = 0; i < 2_000; i++) {
      byte[] garbage = new byte[random.nextInt(100)];
      random.nextBytes(garbage);
      if (garbage.length > 13 && i % 2 == 0) {
        Bytes.ofHex("16fefd0000").copyTo(garbage, 0);
      }
      pair.server.receive(pair.now, Bytes.wrap(garbage), pair::fromServer);
      if (i == 1_000) {
        pair.runFor(Duration.ofMillis(25));
      }
    }
    assertThat(pair.wire).hasSizeLessThan(4);
    assertThat(pair.server.droppedRecords()).isGreaterThan(1_000);

    pair.runFor(Duration.ofSeconds(4));
    DtlsPair.connected(pair.ofServer);
    DtlsPair.connected(pair.ofClient);
    pair.close();
  }

  @Test
  void a_broken_hello_does_not_end_the_session() {
    DtlsPair pair = new DtlsPair(1);
    // A ClientHello of DTLS 1.0 with one cipher suite nobody has.
    Bytes hello =
        Bytes.ofHex(
            "16feff 0000 000000000000 0036 01 00002a 0000 000000 00002a feff"
                + "11".repeat(32)
                + "00 00 0002 0001 01 00");
    pair.server.start(pair.now, pair::fromServer);
    pair.server.receive(pair.now, hello, pair::fromServer);
    assertThat(pair.ofServer).as("no alert either").isEmpty();

    pair.client.start(pair.now, pair::fromClient);
    pair.runFor(Duration.ofSeconds(1));
    DtlsPair.connected(pair.ofServer);
    DtlsPair.connected(pair.ofClient);
    pair.close();
  }

  @Test
  void a_strangers_hello_that_came_first_does_not_lock_the_host_out() {
    DtlsPair pair = new DtlsPair(1);
    List<DtlsOutput> ofStranger = new ArrayList<>();
    DtlsEndpoint stranger =
        new DtlsEndpoint(
            DtlsRole.CLIENT,
            DtlsIdentity.generate(new SecureRandom()),
            List.of(DtlsPair.BOB.fingerprint()),
            new SecureRandom());
    stranger.start(pair.now, ofStranger::add);
    pair.server.start(pair.now, _ -> {});
    // The answer goes to the path ICE validated, not to the stranger; here it is lost.
    pair.server.receive(pair.now, ((DtlsOutput.Send) ofStranger.getFirst()).data(), _ -> {});

    pair.client.start(pair.now, pair::fromClient);
    pair.runFor(Duration.ofSeconds(3));
    DtlsPair.connected(pair.ofServer);
    DtlsPair.connected(pair.ofClient);
    pair.close();
    stranger.close(_ -> {});
  }

  @Test
  void an_unencrypted_alert_is_not_believed() {
    DtlsPair pair = new DtlsPair(1).start();
    Bytes alert = Bytes.ofHex("15fefd 0000 000000000009 0002 0228");
    pair.client.receive(pair.now, alert, pair::fromClient);
    pair.server.receive(pair.now, alert, pair::fromServer);
    pair.runFor(Duration.ofSeconds(1));
    DtlsPair.connected(pair.ofServer);

    pair.client.receive(pair.now, alert, pair::fromClient);
    assertThat(pair.client.isConnected()).isTrue();
    pair.close();
  }

  @Test
  void a_peer_that_refuses_is_given_five_seconds_to_change_its_mind() {
    DtlsPair pair = new DtlsPair(1);
    pair.loss = 1;
    pair.start();
    Bytes alert = Bytes.ofHex("15fefd 0000 000000000009 0002 0228");
    pair.client.receive(pair.now, alert, pair::fromClient);
    pair.runFor(Duration.ofSeconds(6));

    assertThat(((DtlsOutput.Failed) pair.ofClient.getLast()).reason())
        .isEqualTo(DtlsFailure.HANDSHAKE_FAILED);
    pair.close();
  }

  @Test
  void replayed_datagrams_of_the_handshake_change_nothing() {
    DtlsPair pair = new DtlsPair(1).start();
    pair.runFor(Duration.ofSeconds(1));
    List<Bytes> recorded = List.copyOf(pair.wire);
    int sent = pair.wire.size();
    for (int round = 0; round < 50; round++) {
      for (Bytes datagram : recorded) {
        pair.server.receive(pair.now, datagram.copy(), pair::fromServer);
        pair.client.receive(pair.now, datagram.copy(), pair::fromClient);
      }
    }
    assertThat(pair.server.isConnected()).isTrue();
    assertThat(pair.client.isConnected()).isTrue();
    assertThat(pair.wire).hasSize(sent);
    pair.close();
  }

  @Test
  void a_process_can_warm_itself_up() {
    int before = Lockstep.running();
    DtlsWarmUp.run(DtlsPair.ALICE, new SecureRandom());

    assertThat(Lockstep.running()).isLessThanOrEqualTo(before);
  }

  @Test
  void identities_differ_and_say_who_they_are_by_their_fingerprint() {
    assertThat(DtlsPair.ALICE.fingerprint()).isNotEqualTo(DtlsPair.BOB.fingerprint());
    assertThat(DtlsPair.ALICE.fingerprint().matches(DtlsPair.ALICE.certificate())).isTrue();
    assertThat(DtlsPair.ALICE.fingerprint().matches(DtlsPair.BOB.certificate())).isFalse();
    assertThat(new Fingerprint("md5", Bytes.EMPTY).matches(DtlsPair.BOB.certificate())).isFalse();
  }

  @Test
  void other_protocols_of_the_port_do_not_look_like_dtls() {
    assertThat(DtlsEndpoint.looksLikeDtls(Bytes.ofHex("16" + "00".repeat(12)))).isTrue();
    assertThat(DtlsEndpoint.looksLikeDtls(Bytes.ofHex("16fefd"))).isFalse();
    assertThat(DtlsEndpoint.looksLikeDtls(Bytes.ofHex("80" + "00".repeat(20)))).isFalse();
    assertThat(DtlsEndpoint.looksLikeDtls(Bytes.ofHex("00" + "00".repeat(20)))).isFalse();
  }
}
