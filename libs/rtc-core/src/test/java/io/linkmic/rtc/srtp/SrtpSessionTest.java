package io.linkmic.rtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.rtc.bytes.Bytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpSessionTest {
  private static final int SSRC = 0x1234ABCD;

  @ParameterizedTest
  @EnumSource
  void what_one_side_protects_the_other_opens(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    Bytes sent = pair.sender.protectRtp(room(rtp(SSRC, 7, 1200)), 0, 1200);

    assertThat(sent.length()).isEqualTo(1200 + pair.sender.rtpOverhead());
    assertThat(sent.slice(0, 12)).isEqualTo(Bytes.wrap(rtp(SSRC, 7, 1200)).slice(0, 12));
    assertThat(pair.receiver.unprotectRtp(sent)).isEqualTo(SrtpStatus.OK);
    assertThat(pair.receiver.plainRtp(sent)).isEqualTo(Bytes.wrap(rtp(SSRC, 7, 1200)));
  }

  @ParameterizedTest
  @EnumSource
  void rtcp_goes_both_ways(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    for (int i = 0; i < 200; i++) {
      byte[] report = rtcp(SSRC);
      Bytes sent = pair.sender.protectRtcp(room(report), 0, report.length);
      assertThat(pair.receiver.unprotectRtcp(sent)).isEqualTo(SrtpStatus.OK);
      assertThat(pair.receiver.plainRtcp(sent)).isEqualTo(Bytes.wrap(report));
      byte[] back = rtcp(99);
      Bytes answer = pair.receiver.protectRtcp(room(back), 0, back.length);
      assertThat(pair.sender.unprotectRtcp(answer)).isEqualTo(SrtpStatus.OK);
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_flipped_byte_is_noticed(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    Bytes rtp = pair.sender.protectRtp(room(rtp(SSRC, 1, 60)), 0, 60);
    byte[] report = rtcp(SSRC);
    Bytes rtcp = pair.sender.protectRtcp(room(report), 0, report.length);

    for (int i = 0; i < rtp.length(); i++) {
      assertThat(pair.receiver.unprotectRtp(flipped(rtp, i))).isNotEqualTo(SrtpStatus.OK);
    }
    for (int i = 0; i < rtcp.length(); i++) {
      assertThat(pair.receiver.unprotectRtcp(flipped(rtcp, i))).isNotEqualTo(SrtpStatus.OK);
    }
    assertThat(pair.receiver.count(SrtpStatus.NOT_AUTHENTIC)).isGreaterThan(90);
    assertThat(pair.receiver.unprotectRtp(rtp)).isEqualTo(SrtpStatus.OK);
    assertThat(pair.receiver.unprotectRtcp(rtcp)).isEqualTo(SrtpStatus.OK);
  }

  @ParameterizedTest
  @EnumSource
  void a_packet_is_taken_once(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    Bytes sent = pair.sender.protectRtp(room(rtp(SSRC, 1, 100)), 0, 100);

    assertThat(pair.receiver.unprotectRtp(sent.copy())).isEqualTo(SrtpStatus.OK);
    assertThat(pair.receiver.unprotectRtp(sent)).isEqualTo(SrtpStatus.REPLAYED);
    assertThat(pair.receiver.count(SrtpStatus.REPLAYED)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void sequence_numbers_roll_over_under_loss_and_reordering(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    Random random = new Random(17);
    int opened = 0;
    for (int i = 65_000; i < 65_000 + 200_000; i += 2) {
      Bytes first = pair.sender.protectRtp(room(rtp(SSRC, i & 0xFFFF, 20)), 0, 20);
      Bytes second = pair.sender.protectRtp(room(rtp(SSRC, (i + 1) & 0xFFFF, 20)), 0, 20);
      for (Bytes packet : new Bytes[] {second, first}) {
        if (random.nextInt(10) > 0) {
          assertThat(pair.receiver.unprotectRtp(packet)).isEqualTo(SrtpStatus.OK);
          opened++;
        }
      }
    }
    assertThat(opened).isGreaterThan(170_000);
  }

  @ParameterizedTest
  @EnumSource
  void a_packet_1000_late_is_taken_one_1100_late_is_not(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    Bytes tooOld = pair.sender.protectRtp(room(rtp(SSRC, 1, 20)), 0, 20);
    Bytes late = pair.sender.protectRtp(room(rtp(SSRC, 101, 20)), 0, 20);
    Bytes newest = pair.sender.protectRtp(room(rtp(SSRC, 1101, 20)), 0, 20);

    assertThat(pair.receiver.unprotectRtp(newest)).isEqualTo(SrtpStatus.OK);
    assertThat(pair.receiver.unprotectRtp(late)).isEqualTo(SrtpStatus.OK);
    assertThat(pair.receiver.unprotectRtp(tooOld)).isEqualTo(SrtpStatus.TOO_OLD);
  }

  @ParameterizedTest
  @EnumSource
  void a_forged_packet_does_not_move_the_rollover_counter(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    Bytes first = pair.sender.protectRtp(room(rtp(SSRC, 65_535, 20)), 0, 20);
    Bytes second = pair.sender.protectRtp(room(rtp(SSRC, 0, 20)), 0, 20);
    assertThat(pair.receiver.unprotectRtp(first)).isEqualTo(SrtpStatus.OK);

    for (int sequence = 0; sequence < 65_536; sequence += 997) {
      byte[] forged = Arrays.copyOf(rtp(SSRC, sequence, 20), 36);
      assertThat(pair.receiver.unprotectRtp(Bytes.wrap(forged))).isNotEqualTo(SrtpStatus.OK);
    }
    assertThat(pair.receiver.unprotectRtp(second)).isEqualTo(SrtpStatus.OK);
  }

  @ParameterizedTest
  @EnumSource
  void headers_with_csrcs_and_extensions_stay_readable(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    Bytes plain =
        Bytes.ofHex("92e00001 00000001 1234abcd 00000001 00000002 bede0001 10aa0000 0102030405");
    byte[] packet = room(plain.toArray());
    Bytes sent = pair.sender.protectRtp(packet, 0, plain.length());

    assertThat(sent.slice(0, 28)).isEqualTo(plain.slice(0, 28));
    assertThat(sent.slice(28, 5)).isNotEqualTo(plain.slice(28, 5));
    assertThat(pair.receiver.unprotectRtp(sent)).isEqualTo(SrtpStatus.OK);
    assertThat(pair.receiver.plainRtp(sent)).isEqualTo(plain);
  }

  @ParameterizedTest
  @EnumSource
  void garbage_is_a_status(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      byte[] garbage = new byte[random.nextInt(80)];
      random.nextBytes(garbage);
      if (garbage.length > 0 && i % 2 == 0) {
        garbage[0] = (byte) (0x80 | (garbage[0] & 0x3F));
      }
      assertThat(pair.receiver.unprotectRtp(Bytes.wrap(garbage.clone())))
          .isNotEqualTo(SrtpStatus.OK);
      assertThat(pair.receiver.unprotectRtcp(Bytes.wrap(garbage))).isNotEqualTo(SrtpStatus.OK);
    }
    assertThat(pair.receiver.count(SrtpStatus.MALFORMED)).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void sources_are_bounded(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    for (int ssrc = 0; ssrc < 256; ssrc++) {
      Bytes sent = pair.sender.protectRtp(room(rtp(ssrc, 1, 20)), 0, 20);
      assertThat(pair.receiver.unprotectRtp(sent)).isEqualTo(SrtpStatus.OK);
    }
    SrtpSession another = new SrtpSession(pair.senderKeys);
    Bytes sent = another.protectRtp(room(rtp(1000, 1, 20)), 0, 20);

    assertThat(pair.receiver.unprotectRtp(sent)).isEqualTo(SrtpStatus.TOO_MANY_SOURCES);
  }

  @ParameterizedTest
  @EnumSource
  void a_sequence_number_is_never_protected_twice(SrtpProfile profile) {
    Pair pair = new Pair(profile);
    pair.sender.protectRtp(room(rtp(SSRC, 1, 20)), 0, 20);

    assertThatThrownBy(() -> pair.sender.protectRtp(room(rtp(SSRC, 1, 20)), 0, 20))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Two ends whose keys fit. */
  static final class Pair {
    final SrtpKeys senderKeys;
    final SrtpSession sender;
    final SrtpSession receiver;

    Pair(SrtpProfile profile) {
      byte[] material = new byte[profile.keyingMaterialLength()];
      new Random(42).nextBytes(material);
      senderKeys = SrtpKeys.fromExporter(profile, Bytes.wrap(material), true);
      sender = new SrtpSession(senderKeys);
      receiver = new SrtpSession(SrtpKeys.fromExporter(profile, Bytes.wrap(material), false));
    }
  }

  static byte[] rtp(int ssrc, int sequenceNumber, int length) {
    byte[] packet = new byte[length];
    new Random(sequenceNumber).nextBytes(packet);
    packet[0] = (byte) 0x80;
    packet[1] = 96;
    packet[2] = (byte) (sequenceNumber >>> 8);
    packet[3] = (byte) sequenceNumber;
    GcmTransform.putWord(packet, 8, ssrc);
    return packet;
  }

  static byte[] rtcp(int ssrc) {
    byte[] packet = Bytes.ofHex("80c90001 00000000 81ca0002 00000000 01016100").toArray();
    GcmTransform.putWord(packet, 4, ssrc);
    return packet;
  }

  static byte[] room(byte[] packet) {
    return Arrays.copyOf(packet, packet.length + 20);
  }

  private static Bytes flipped(Bytes packet, int at) {
    byte[] bytes = packet.toArray();
    bytes[at] ^= (byte) 0x40;
    return Bytes.wrap(bytes);
  }
}
