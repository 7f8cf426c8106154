package io.linkmic.rtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** RFC 7714 §16.1 and §17.1, and RFC 3711 §B.3: others' bytes. */
class Rfc7714Test {
  private static final SessionKeys GCM =
      new SessionKeys(
          Bytes.ofHex("000102030405060708090a0b0c0d0e0f"),
          Bytes.EMPTY,
          Bytes.ofHex("517569642070726f2071756f"));

  /** "Gallia est omnis divisa in partes tres". */
  private static final Bytes PLAIN =
      Bytes.ofHex(
          """
          8040f17b 8041f8d3 5501a0b2
          47616c6c 69612065 7374206f 6d6e6973 20646976 69736120
          696e2070 61727465 73207472 6573
          """);

  private static final Bytes PROTECTED =
      Bytes.ofHex(
          """
          8040f17b 8041f8d3 5501a0b2
          f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f
          42a5f47a 51c7d19b 36de3adf 8833
          899d7f27 beb16a91 52cf765e e4390cce
          """);

  @Test
  void rtp_is_protected_as_in_16_1_1() {
    byte[] packet = Arrays.copyOf(PLAIN.toArray(), PLAIN.length() + 16);
    new GcmTransform(GCM).protectRtp(packet, 0, 12, PLAIN.length(), 0x5501a0b2, 0xf17b);

    assertThat(Bytes.wrap(packet)).isEqualTo(PROTECTED);
  }

  @Test
  void rtp_is_opened_as_in_16_1_2() {
    byte[] packet = PROTECTED.toArray();

    assertThat(new GcmTransform(GCM).unprotectRtp(packet, 0, 12, packet.length, 0x5501a0b2, 0xf17b))
        .isTrue();
    assertThat(Bytes.wrap(packet, 0, PLAIN.length())).isEqualTo(PLAIN);
  }

  @Test
  void rtcp_is_protected_and_opened_as_in_17_1() {
    Bytes plain =
        Bytes.ofHex(
            """
            81c8000d 4d617273 4e545031 4e545032 52545020 0000042a
            0000e930 4c756e61 deadbeef deadbeef deadbeef deadbeef deadbeef
            """);
    Bytes expected =
        Bytes.ofHex(
            """
            81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d
            c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872
            45d9eade 800005d4
            """);
    byte[] packet = Arrays.copyOf(plain.toArray(), plain.length() + 20);
    GcmTransform transform = new GcmTransform(GCM);

    transform.protectRtcp(packet, 0, plain.length(), 0x4d617273, 0x5d4);
    assertThat(Bytes.wrap(packet)).isEqualTo(expected);

    int word = transform.indexWord(packet, 0, packet.length);
    assertThat(word).isEqualTo(0x800005d4);
    assertThat(transform.unprotectRtcp(packet, 0, packet.length, 0x4d617273, word)).isTrue();
    assertThat(Bytes.wrap(packet, 0, plain.length())).isEqualTo(plain);
  }

  @Test
  void session_keys_are_derived_as_in_rfc_3711_b_3() {
    SessionKeys keys =
        SessionKeys.ofRtp(
            SrtpProfile.AES128_CM_HMAC_SHA1_80,
            new SrtpKeys.Master(
                Bytes.ofHex("E1F97A0D3E018BE0D64FA32C06DE4139"),
                Bytes.ofHex("0EC675AD498AFEEBB6960B3AABE6")));

    assertThat(keys.encryption()).isEqualTo(Bytes.ofHex("C61E7A93744F39EE10734AFE3FF7A087"));
    assertThat(keys.salt()).isEqualTo(Bytes.ofHex("30CBBC08863D8C85D49DB34A9AE1"));
    assertThat(keys.authentication())
        .isEqualTo(Bytes.ofHex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
  }
}
