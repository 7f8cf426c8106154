package io.linkmic.rtc.stun;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.stun.StunAttribute.IceControlled;
import io.linkmic.rtc.stun.StunAttribute.Priority;
import io.linkmic.rtc.stun.StunAttribute.Software;
import io.linkmic.rtc.stun.StunAttribute.Username;
import io.linkmic.rtc.stun.StunAttribute.XorMappedAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** The vectors of RFC 5769: what others wrote, we read. */
class Rfc5769Test {
  private static final StunKey KEY = new StunKey("VOkJxbRl1RmTxUk/WvJxBt");

  /** §2.1. */
  static final Bytes REQUEST =
      Bytes.ofHex(
          """
          00 01 00 58  # binding request, 88 bytes follow
          21 12 a4 42  # magic cookie
          b7 e7 a7 01 bc 34 d6 86 fa 87 df ae  # transaction id
          80 22 00 10 53 54 55 4e 20 74 65 73 74 20 63 6c 69 65 6e 74  # SOFTWARE
          00 24 00 04 6e 00 01 ff  # PRIORITY
          80 29 00 08 93 2f f9 b1 51 26 3b 36  # ICE-CONTROLLED
          00 06 00 09 65 76 74 6a 3a 68 36 76 59 20 20 20  # USERNAME, padded with blanks
          00 08 00 14 9a ea a7 0c bf d8 cb 56 78 1e f2 b5 b2 d3 f2 49 c1 b5 71 a2  # INTEGRITY
          80 28 00 04 e5 7a 3b cf  # FINGERPRINT
          """
              .replaceAll("#.*", ""));

  /** §2.2. */
  private static final Bytes IPV4_RESPONSE =
      Bytes.ofHex(
          """
          01 01 00 3c 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
          80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20  # SOFTWARE
          00 20 00 08 00 01 a1 47 e1 12 a6 43  # XOR-MAPPED-ADDRESS
          00 08 00 14 2b 91 f5 99 fd 9e 90 c3 8c 74 89 f9 2a f9 ba 53 f0 6b e7 d7
          80 28 00 04 c0 7d 4c 96
          """
              .replaceAll("#.*", ""));

  /** §2.3. */
  private static final Bytes IPV6_RESPONSE =
      Bytes.ofHex(
          """
          01 01 00 48 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
          80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20  # SOFTWARE
          00 20 00 14 00 02 a1 47  # XOR-MAPPED-ADDRESS
          01 13 a9 fa a5 d3 f1 79 bc 25 f4 b5 be d2 b9 d9
          00 08 00 14 a3 82 95 4e 4b e6 7b f1 17 84 c9 7c 82 92 c2 75 bf e3 ed 41
          80 28 00 04 c8 fb 0b 4c
          """
              .replaceAll("#.*", ""));

  @Test
  void request_is_read_and_authenticated() {
    StunMessage request = read(REQUEST);

    assertThat(request.type()).isEqualTo(StunMessageType.BINDING_REQUEST);
    assertThat(request.transactionId()).isEqualTo(Bytes.ofHex("b7e7a701bc34d686fa87dfae"));
    assertThat(request.attributes())
        .containsExactly(
            new Software("STUN test client"),
            new Priority(0x6e0001ffL),
            new IceControlled(0x932ff9b151263b36L),
            new Username("evtj:h6vY"));
    assertThat(request.isAuthenticBy(KEY)).isTrue();
    assertThat(StunMessage.unverifiedUsername(REQUEST)).contains("evtj:h6vY");
  }

  @Test
  void ipv4_response_is_read_and_authenticated() {
    StunMessage response = read(IPV4_RESPONSE);

    assertThat(response.type()).isEqualTo(StunMessageType.BINDING_SUCCESS);
    assertThat(response.find(XorMappedAddress.class).orElseThrow().address())
        .isEqualTo(new InetSocketAddress("192.0.2.1", 32853));
    assertThat(response.isAuthenticBy(KEY)).isTrue();
  }

  @Test
  void ipv6_response_is_read_and_authenticated() {
    StunMessage response = read(IPV6_RESPONSE);

    assertThat(response.find(XorMappedAddress.class).orElseThrow().address())
        .isEqualTo(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853));
    assertThat(response.isAuthenticBy(KEY)).isTrue();
  }

  @Test
  void another_password_does_not_authenticate() {
    assertThat(read(REQUEST).isAuthenticBy(new StunKey("VOkJxbRl1RmTxUk/WvJxBu"))).isFalse();
  }

  private static StunMessage read(Bytes datagram) {
    return ((Parsed.Ok<StunMessage>) StunMessage.parse(datagram)).value();
  }
}
