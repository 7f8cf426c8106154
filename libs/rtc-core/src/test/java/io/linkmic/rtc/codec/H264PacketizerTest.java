package io.linkmic.rtc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class H264PacketizerTest {

  @Test
  void parameter_sets_share_a_packet_and_a_large_slice_is_cut_evenly() {
    byte[] slice = new byte[151];
    slice[0] = 0x65;
    var unit = unit(Bytes.ofHex("67 42 00"), Bytes.ofHex("68 CE"), Bytes.wrap(slice));
    var payloads = ok(new H264Packetizer(1, 100).packetize(unit));
    assertThat(payloads).hasSize(3);
    assertThat(payloads.getFirst()).isEqualTo(Bytes.ofHex("78 0003 674200 0002 68CE"));
    assertThat(payloads.get(1).length()).isEqualTo(77);
    assertThat(payloads.get(1).u16(0)).as("indicator and start").isEqualTo(0x7C85);
    assertThat(payloads.get(2).length()).isEqualTo(77);
    assertThat(payloads.get(2).u16(0)).as("indicator and end").isEqualTo(0x7C45);
  }

  @Test
  void a_unit_that_fits_is_not_copied() {
    var unit = unit(Bytes.ofHex("41 9A 01"));
    var payloads = ok(new H264Packetizer(1, 100).packetize(unit));
    assertThat(payloads).containsExactly(Bytes.ofHex("41 9A 01"));
    assertThat(payloads.getFirst().array()).isSameAs(unit.nalUnits().array());
  }

  @Test
  void mode_0_knows_only_single_units() {
    var unit = unit(Bytes.ofHex("67 42 00"), Bytes.ofHex("68 CE"), Bytes.ofHex("65 88"));
    assertThat(ok(new H264Packetizer(0, 100).packetize(unit)))
        .containsExactly(Bytes.ofHex("674200"), Bytes.ofHex("68CE"), Bytes.ofHex("6588"));
    var large = unit(Bytes.ofHex("41"), Bytes.wrap(new byte[101]));
    assertThat(new H264Packetizer(0, 100).packetize(large))
        .isEqualTo(Parsed.malformed("h264: NAL unit too large for mode 0", 1));
  }

  @Test
  void lengths_that_do_not_add_up_are_a_value() {
    var broken = new AccessUnit(Bytes.ofHex("00000009 41"), false, 0, 0);
    assertThat(new H264Packetizer(1, 100).packetize(broken)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void modes_other_than_0_and_1_do_not_exist() {
    assertThatThrownBy(() -> new H264Packetizer(2, 1200))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new H264Packetizer(1, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_packetized_is_depacketized_again() {
    for (long seed = 1; seed <= 400; seed++) {
      var random = new Random(seed);
      int mode = random.nextInt(2);
      int max = 64 + random.nextInt(1200);
      var unit = randomUnit(random, mode == 0 ? max : 5 * max);
      var payloads = ok(new H264Packetizer(mode, max).packetize(unit));
      assertThat(payloads).as("seed %d", seed).allMatch(p -> p.length() <= max);
      assertThat(H264Depacketizer.depacketize(payloads, unit.rtpTimestamp(), 270))
          .as("seed %d", seed)
          .isEqualTo(Parsed.ok(unit));
    }
  }

  private static AccessUnit randomUnit(Random random, int largest) {
    var units = new ArrayList<Bytes>();
    boolean idr = false;
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      byte[] bytes = new byte[1 + random.nextInt(random.nextBoolean() ? 20 : largest)];
      random.nextBytes(bytes);
      int type = 1 + random.nextInt(12);
      bytes[0] = (byte) ((bytes[0] & 0xE0) | type);
      idr |= type == NalType.IDR_SLICE;
      units.add(Bytes.wrap(bytes));
    }
    return new AccessUnit(NalUnits.join(units), idr, random.nextInt() & 0xFFFFFFFFL, 270);
  }

  private static AccessUnit unit(Bytes... units) {
    return new AccessUnit(NalUnits.join(List.of(units)), true, 0, 0);
  }

  private static List<Bytes> ok(Parsed<List<Bytes>> parsed) {
    return ((Parsed.Ok<List<Bytes>>) parsed).value();
  }
}
