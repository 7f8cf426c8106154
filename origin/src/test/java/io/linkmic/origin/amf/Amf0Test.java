package io.linkmic.origin.amf;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Amf0Test {
  private static final String CREATE_STREAM =
      "02 000c 63726561746553747265616d" // "createStream"
          + "00 4000000000000000" // 2.0
          + "05"; // null

  private static final String OBJECT =
      "03" // object
          + "0003 617070 02 0004 6c697665" // app: "live"
          + "0002 6f6b 01 01" // ok: true
          + "0000 09"; // end

  @Test
  void command_is_read_and_written_byte_for_byte() {
    AmfValue[] values = {AmfValue.of("createStream"), AmfValue.of(2), AmfValue.nothing()};
    assertThat(read(CREATE_STREAM)).isEqualTo(new AmfDecoding.Values(List.of(values)));
    assertThat(written(values)).isEqualTo(hex(CREATE_STREAM));
  }

  @Test
  void object_is_read_and_written_byte_for_byte() {
    Map<String, AmfValue> members = new LinkedHashMap<>();
    members.put("app", AmfValue.of("live"));
    members.put("ok", new AmfValue.Bool(true));
    AmfValue object = new AmfValue.Obj(members);
    assertThat(read(OBJECT)).isEqualTo(new AmfDecoding.Values(List.of(object)));
    assertThat(written(object)).isEqualTo(hex(OBJECT));
  }

  @Test
  void ecma_array_with_a_wrong_count_ends_at_its_end_marker() {
    String array = "08 00000000" + "0001 77 00 4094000000000000" + "000009" + "05";
    AmfDecoding.Values values = (AmfDecoding.Values) read(array);
    assertThat(values.values()).hasSize(2);
    assertThat(values.at(0).member("w").numberOr(0)).isEqualTo(1280);
  }

  @Test
  void every_other_marker_is_understood_or_skipped() {
    String all =
        "0a 00000002 05 06" // strict array of null and undefined
            + "0b 0000000000000000 0000" // date
            + "0c 00000002 6869" // long string "hi"
            + "0f 00000001 78" // XML
            + "07 0001" // reference
            + "0d" // unsupported
            + "10 0001 43 000009"; // typed object "C"
    AmfDecoding.Values values = (AmfDecoding.Values) read(all);
    assertThat(values.values()).hasSize(7);
    assertThat(values.at(2).textOrEmpty()).isEqualTo("hi");
  }

  @Test
  void cut_off_text_is_malformed_and_not_an_exception() {
    assertThat(read("02 00ff 61")).isEqualTo(new AmfDecoding.Malformed("cut off", 3));
  }

  @Test
  void deep_nesting_is_refused() {
    assertThat(read("0a00000001".repeat(40))).isInstanceOf(AmfDecoding.Malformed.class);
  }

  @Test
  void count_of_four_billion_costs_nothing() {
    assertThat(read("0a ffffffff 05")).isInstanceOf(AmfDecoding.Malformed.class);
  }

  private static AmfDecoding read(String hex) {
    return Amf0Reader.read(hex(hex));
  }

  private static ByteBuf written(AmfValue... values) {
    ByteBuf out = Unpooled.buffer();
    Amf0Writer.write(out, values);
    return out;
  }

  private static ByteBuf hex(String hex) {
    return Unpooled.wrappedBuffer(java.util.HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
