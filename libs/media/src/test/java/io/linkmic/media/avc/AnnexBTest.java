package io.linkmic.media.avc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnnexBTest {

  private static String convert(String hex) {
    byte[] stream = HexFormat.of().parseHex(hex.replace(" ", ""));
    return HexFormat.of().formatHex(AnnexB.toNalUnits(stream, stream.length));
  }

  @Test
  void start_codes_become_lengths_and_sei_and_delimiters_go() {
    // Delimiter, SPS, PPS behind three bytes, SEI, IDR slice with an escaped zero and trailing
    // ones.
    String stream =
        "00000001 09f0 00000001 674d 000001 68ee 000001 0605ff 00000001 65880000030100 00";
    assertThat(convert(stream)).isEqualTo("00000002674d" + "0000000268ee" + "00000006658800000301");
  }

  @Test
  void streams_without_units_are_empty() {
    assertThat(convert("")).isEmpty();
    assertThat(convert("00")).isEmpty();
    assertThat(convert("000001")).isEmpty();
    assertThat(convert("00000001000001")).isEmpty();
    assertThat(convert("6588aabb")).isEmpty();
  }

  @Test
  void any_bytes_become_units_whose_lengths_add_up() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      byte[] stream = new byte[random.nextInt(40)];
      for (int at = 0; at < stream.length; at++) {
        stream[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(2));
      }
      byte[] units = AnnexB.toNalUnits(stream, stream.length);
      assertThat(NalUnits.walk(units, 0, units.length, (type, offset, length) -> {})).isTrue();
    }
  }
}
