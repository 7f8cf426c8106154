package io.linkmic.rtc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;

class NalUnitsTest {

  @Test
  void annex_b_is_split_at_short_and_long_start_codes() {
    var stream = Bytes.ofHex("00000001 6742 000001 68CE 00 000001 65880000FF 000001 0601 0000");
    assertThat(NalUnits.splitAnnexB(stream))
        .containsExactly(
            Bytes.ofHex("6742"),
            Bytes.ofHex("68CE"),
            Bytes.ofHex("65880000FF"),
            Bytes.ofHex("0601"));
    assertThat(NalUnits.splitAnnexB(Bytes.ofHex("6742"))).isEmpty();
    assertThat(NalUnits.splitAnnexB(Bytes.EMPTY)).isEmpty();
  }

  @Test
  void joined_units_are_split_again() {
    var units = List.of(Bytes.ofHex("67"), Bytes.ofHex("68CE"));
    assertThat(NalUnits.join(units)).isEqualTo(Bytes.ofHex("00000001 67 00000002 68CE"));
    assertThat(NalUnits.split(NalUnits.join(units))).isEqualTo(Parsed.ok(units));
  }

  @Test
  void lengths_that_do_not_fit_are_malformed() {
    for (var hex : List.of("00", "00000000", "00000000 67", "00000002 67", "80000001 67")) {
      assertThat(NalUnits.split(Bytes.ofHex(hex))).isInstanceOf(Parsed.Malformed.class);
    }
  }

  @Test
  void parameter_sets_are_found_among_other_units() {
    var unit =
        NalUnits.join(
            List.of(
                Bytes.ofHex("09F0"),
                Bytes.ofHex("6742"),
                Bytes.ofHex("68CE"),
                Bytes.ofHex("68CF"),
                Bytes.ofHex("6588")));
    var found = ParameterSets.find(unit);
    assertThat(found.sps()).containsExactly(Bytes.ofHex("6742"));
    assertThat(found.pps()).containsExactly(Bytes.ofHex("68CE"), Bytes.ofHex("68CF"));
    assertThat(found.isComplete()).isTrue();
  }

  @Test
  void pictures_without_parameter_sets_cost_nothing() {
    assertThat(ParameterSets.find(Bytes.ofHex("00000002 419A"))).isSameAs(ParameterSets.NONE);
    assertThat(ParameterSets.find(Bytes.ofHex("00000009 67"))).isSameAs(ParameterSets.NONE);
    assertThat(ParameterSets.NONE.isComplete()).isFalse();
  }
}
