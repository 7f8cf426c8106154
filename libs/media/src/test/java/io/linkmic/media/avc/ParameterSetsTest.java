package io.linkmic.media.avc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParameterSetsTest {

  private static final String SPS_720 = "6742c01fda01400b7a6a0202028000";
  private static final String SPS_360 = "6742c01eda0280bfe5c044";
  private static final String PPS_0 = "68ce3c80"; // 1 … → id 0
  private static final String PPS_1 = "685b3c80"; // 010 → id 1
  private static final String IDR = "6588840a";
  private static final String SLICE = "41e0";

  private final ParameterSets sets = new ParameterSets();

  @Test
  void configuration_appears_with_the_first_sps_and_pps() {
    assertThat(accept(SLICE)).isFalse();
    assertThat(sets.configuration()).isEmpty();
    assertThat(accept(SPS_720, PPS_0, IDR)).isTrue();
    assertThat(sets.configuration().orElseThrow().sps()).containsExactly(nal(SPS_720));
  }

  @Test
  void repeated_sets_change_nothing() {
    accept(SPS_720, PPS_0, IDR);
    assertThat(accept(SPS_720, PPS_0, IDR)).isFalse();
    assertThat(accept(SLICE)).isFalse();
  }

  @Test
  void new_sets_replace_all_old_ones() {
    accept(SPS_720, PPS_0, PPS_1, IDR);
    assertThat(accept(SPS_360, PPS_0, IDR)).isTrue();
    assertThat(sets.configuration().orElseThrow().sps()).containsExactly(nal(SPS_360));
    assertThat(sets.configuration().orElseThrow().pps()).containsExactly(nal(PPS_0));
  }

  @Test
  void lone_pps_joins_those_in_force() {
    accept(SPS_720, PPS_0, IDR);
    assertThat(accept(PPS_1, SLICE)).isTrue();
    assertThat(sets.configuration().orElseThrow().pps()).containsExactly(nal(PPS_0), nal(PPS_1));
  }

  @Test
  void sets_in_access_units_of_their_own_are_gathered() {
    assertThat(accept(SPS_720)).isTrue();
    assertThat(sets.configuration()).isEmpty();
    assertThat(accept(PPS_0)).isTrue();
    assertThat(sets.configuration()).isPresent();
  }

  @Test
  void walker_names_every_unit_and_notices_wrong_lengths() {
    byte[] unit = unit(SPS_720, PPS_0, IDR);
    List<Integer> types = new ArrayList<>();
    assertThat(NalUnits.walk(unit, 0, unit.length, (type, at, n) -> types.add(type))).isTrue();
    assertThat(types).containsExactly(NalUnits.SPS, NalUnits.PPS, NalUnits.IDR_SLICE);
    assertThat(NalUnits.walk(unit, 0, unit.length - 1, (type, at, n) -> {})).isFalse();
    assertThat(NalUnits.walk(new byte[] {-1, -1, -1, -1, 5}, 0, 5, (t, a, n) -> {})).isFalse();
    assertThat(NalUnits.walk(new byte[] {0, 0, 0, 0, 5}, 0, 5, (t, a, n) -> {})).isFalse();
  }

  @Test
  void garbage_never_throws() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = new byte[1 + random.nextInt(40)];
      random.nextBytes(body);
      body[0] = (byte) (random.nextBoolean() ? 0x67 : 0x68);
      byte[] unit = unit(HexFormat.of().formatHex(body));
      sets.accept(unit, 0, unit.length);
      sets.configuration().ifPresent(AvcDecoderConfiguration::toBytes);
    }
  }

  private boolean accept(String... nals) {
    byte[] unit = unit(nals);
    return sets.accept(unit, 0, unit.length);
  }

  private static byte[] unit(String... nals) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String nal : nals) {
      byte[] bytes = HexFormat.of().parseHex(nal);
      out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static ByteBuffer nal(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
  }
}
