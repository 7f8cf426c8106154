package io.linkmic.rtc.stun;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.stun.StunAttribute.ErrorCode;
import io.linkmic.rtc.stun.StunAttribute.IceControlled;
import io.linkmic.rtc.stun.StunAttribute.IceControlling;
import io.linkmic.rtc.stun.StunAttribute.Priority;
import io.linkmic.rtc.stun.StunAttribute.Software;
import io.linkmic.rtc.stun.StunAttribute.UnknownAttributes;
import io.linkmic.rtc.stun.StunAttribute.UseCandidate;
import io.linkmic.rtc.stun.StunAttribute.Username;
import io.linkmic.rtc.stun.StunAttribute.XorMappedAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class StunMessageTest {
  private static final StunKey KEY = new StunKey("a password of the other side");
  private static final Bytes ID = Bytes.ofHex("0102030405060708090a0b0c");

  @Test
  void what_is_written_is_read_back() {
    Bytes datagram =
        new StunWriter(StunMessageType.BINDING_REQUEST, ID)
            .username("nodeFrag:hostFrag")
            .software("a")
            .priority(0xFFFFFFFFL)
            .iceControlling(-2)
            .iceControlled(3)
            .useCandidate()
            .finish(KEY);

    StunMessage message = read(datagram);

    assertThat(message.type()).isEqualTo(StunMessageType.BINDING_REQUEST);
    assertThat(message.transactionId()).isEqualTo(ID);
    assertThat(message.attributes())
        .containsExactly(
            new Username("nodeFrag:hostFrag"),
            new Software("a"),
            new Priority(0xFFFFFFFFL),
            new IceControlling(-2),
            new IceControlled(3),
            new UseCandidate());
    assertThat(message.isAuthenticBy(KEY)).isTrue();
  }

  @Test
  void addresses_of_both_families_survive_the_xor() {
    for (String address : List.of("198.51.100.7", "2001:db8::42")) {
      InetSocketAddress mapped = new InetSocketAddress(address, 54321);
      Bytes datagram =
          new StunWriter(StunMessageType.BINDING_SUCCESS, ID).xorMappedAddress(mapped).finish(KEY);

      assertThat(read(datagram).find(XorMappedAddress.class))
          .contains(new XorMappedAddress(mapped));
    }
  }

  @Test
  void an_error_says_its_code_and_the_attributes_it_did_not_know() {
    Bytes datagram =
        new StunWriter(StunMessageType.BINDING_ERROR, ID)
            .errorCode(420, "Unknown Attribute")
            .unknownAttributes(List.of(0x7FFF, 0x0002, 0x0003))
            .finish(KEY);

    StunMessage message = read(datagram);

    assertThat(message.find(ErrorCode.class)).contains(new ErrorCode(420, "Unknown Attribute"));
    assertThat(message.find(UnknownAttributes.class))
        .contains(new UnknownAttributes(List.of(0x7FFF, 0x0002, 0x0003)));
  }

  @Test
  void only_unknown_attributes_below_0x8000_matter() {
    Bytes datagram = unsigned("7fff 0001 aa000000 8fff 0000");

    assertThat(read(datagram).notUnderstood()).containsExactly(0x7FFF);
  }

  @Test
  void a_message_without_integrity_is_nobodys() {
    assertThat(read(unsigned("8022 0000")).isAuthenticBy(KEY)).isFalse();
  }

  @Test
  void every_flipped_bit_is_noticed() {
    byte[] bytes = Rfc5769Test.REQUEST.toArray();
    StunKey key = new StunKey("VOkJxbRl1RmTxUk/WvJxBt");
    // Up to FINGERPRINT's value: with another type it is an attribute after INTEGRITY, not
    // believed.
    for (int bit = 0; bit < (bytes.length - 8) * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      boolean authentic =
          StunMessage.parse(Bytes.wrap(flipped)) instanceof Parsed.Ok<StunMessage>(var message)
              && message.isAuthenticBy(key);
      assertThat(authentic).as("bit %d", bit).isFalse();
    }
  }

  @Test
  void every_cut_is_malformed() {
    for (int length = 0; length < Rfc5769Test.REQUEST.length(); length++) {
      Bytes cut = Rfc5769Test.REQUEST.slice(0, length);
      assertThat(StunMessage.parse(cut)).isInstanceOf(Parsed.Malformed.class);
      assertThat(StunMessage.unverifiedUsername(cut)).isEmpty();
    }
  }

  @Test
  void attributes_after_integrity_are_not_believed() {
    byte[] id = ID.toArray();
    Bytes signed = new StunWriter(StunMessageType.BINDING_REQUEST, Bytes.wrap(id)).finish(KEY);
    // Without FINGERPRINT (the last 8 bytes), then USE-CANDIDATE smuggled in behind INTEGRITY.
    byte[] smuggled = signed.slice(0, signed.length() - 4).toArray();
    smuggled[3] = (byte) (smuggled[3] - 4);
    Bytes.ofHex("00250000").copyTo(smuggled, smuggled.length - 4);

    StunMessage message = read(Bytes.wrap(smuggled));

    assertThat(message.isAuthenticBy(KEY)).isTrue();
    assertThat(message.has(UseCandidate.class)).isFalse();
  }

  @Test
  void wrong_values_are_malformed() {
    List<String> wrong =
        List.of(
            "0024 0003 00000000", // PRIORITY of 3 bytes
            "0025 0001 00000000", // USE-CANDIDATE with a value
            "8029 0004 00000000", // ICE-CONTROLLED of 4 bytes
            "802a 0004 00000000", // ICE-CONTROLLING of 4 bytes
            "0020 0004 00010000", // XOR-MAPPED-ADDRESS without address
            "0020 0008 0003000000000000", // XOR-MAPPED-ADDRESS of family 3
            "0009 0004 00000763", // ERROR-CODE 799
            "000a 0001 00000000", // UNKNOWN-ATTRIBUTES of half an attribute
            "0008 0004 00000000", // MESSAGE-INTEGRITY of 4 bytes
            "8028 0004 00000000", // FINGERPRINT of something else
            "0006 0005 61000000"); // USERNAME longer than the message
    for (String attribute : wrong) {
      assertThat(StunMessage.parse(unsigned(attribute)))
          .as(attribute)
          .isInstanceOf(Parsed.Malformed.class);
    }
  }

  @Test
  void a_flood_of_attributes_is_refused() {
    assertThat(StunMessage.parse(unsigned("80220000".repeat(33))))
        .isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void other_protocols_of_the_port_do_not_look_like_stun() {
    assertThat(StunMessage.looksLikeStun(Rfc5769Test.REQUEST)).isTrue();
    assertThat(StunMessage.looksLikeStun(Bytes.ofHex("16fefd" + "00".repeat(40)))).isFalse();
    assertThat(StunMessage.looksLikeStun(Bytes.ofHex("80" + "00".repeat(40)))).isFalse();
    assertThat(StunMessage.looksLikeStun(Bytes.ofHex("0001"))).isFalse();
  }

  private static Bytes unsigned(String attributes) {
    Bytes body = Bytes.ofHex(attributes);
    String length = String.format("%04x", body.length());
    return Bytes.ofHex("0001" + length + "2112a442" + ID.toHex() + body.toHex());
  }

  private static StunMessage read(Bytes datagram) {
    assertThat(StunMessage.parse(datagram)).isInstanceOf(Parsed.Ok.class);
    return ((Parsed.Ok<StunMessage>) StunMessage.parse(datagram)).value();
  }
}
