package io.linkmic.media.flv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlvRoundTripTest {

  @Test
  void header_and_tag_have_the_bytes_of_annex_e() {
    assertThat(FlvWriter.header(true, true))
        .isEqualTo(hex("464c56" + "01" + "05" + "00000009" + "00000000"));
    FlvTag tag = new FlvTag(FlvTag.Type.VIDEO, 0x12345678L, hex("aabb"));
    assertThat(FlvWriter.tag(tag))
        .isEqualTo(
            hex(
                "09" // video
                    + "000002" // two bytes of data
                    + "345678" // lower 24 bits of the timestamp
                    + "12" // upper 8
                    + "000000" // stream id
                    + "aabb"
                    + "0000000d")); // 11 + 2
  }

  @Test
  void video_body_carries_a_signed_composition_time() {
    var video = new AvcVideoData(true, AvcVideoData.Kind.NAL_UNITS, -40, hex("0000000165"));
    assertThat(video.toBytes()).isEqualTo(hex("17" + "01" + "ffffd8" + "0000000165"));
    assertThat(AvcVideoData.read(video.toBytes())).contains(video);
  }

  @Test
  void audio_body_tells_header_from_sound() {
    var header = new AacAudioData(true, hex("1190"));
    assertThat(header.toBytes()).isEqualTo(hex("af00" + "1190"));
    assertThat(AacAudioData.read(header.toBytes())).contains(header);
    assertThat(AacAudioData.read(hex("af01" + "21"))).contains(new AacAudioData(false, hex("21")));
  }

  @Test
  void metadata_survives() {
    Map<String, Amf0Value> members = new LinkedHashMap<>();
    members.put("width", new Amf0Value.Num(1280));
    members.put("stereo", new Amf0Value.Bool(true));
    members.put("encoder", new Amf0Value.Text("LinkMic"));
    members.put("nothing", Amf0Value.Nothing.NULL);
    members.put("times", new Amf0Value.Array(List.of(new Amf0Value.Num(0), new Amf0Value.Num(2))));
    members.put("more", new Amf0Value.Obj(Map.of("a", new Amf0Value.Text("b"))));
    var data = new ScriptData(ScriptData.ON_META_DATA, members);
    assertThat(ScriptData.read(data.toBytes())).contains(data);
    assertThat(data.number("width")).contains(1280.0);
    assertThat(data.number("encoder")).isEmpty();
  }

  @Test
  void number_has_the_bytes_of_amf0() {
    assertThat(Amf0Writer.write(List.of(new Amf0Value.Num(1))))
        .isEqualTo(hex("00" + "3ff0000000000000"));
    assertThat(Amf0Writer.write(List.of(new Amf0Value.Text("ab"))))
        .isEqualTo(hex("02" + "0002" + "6162"));
  }

  @Test
  void stream_cut_anywhere_gives_the_same_tags() {
    List<FlvTag> sent =
        List.of(
            new ScriptData(ScriptData.ON_META_DATA, Map.of()).at(0),
            AvcVideoData.sequenceHeader(hex("0142c01f")).at(5000),
            new AacAudioData(false, hex("2110")).at(4_000_000_000L),
            new AvcVideoData(false, AvcVideoData.Kind.NAL_UNITS, 0, ByteBuffer.allocate(70_000))
                .at(5033));
    byte[] stream = stream(sent);
    for (int piece : new int[] {1, 3, 7, 1000, stream.length}) {
      List<FlvTag> got = new ArrayList<>();
      FlvReader reader = new FlvReader();
      for (int at = 0; at < stream.length; at += piece) {
        FlvRead read = reader.accept(stream, at, Math.min(piece, stream.length - at), got::add);
        assertThat(read).isEqualTo(FlvRead.Taken.TAKEN);
      }
      assertThat(got).isEqualTo(sent);
    }
  }

  @Test
  void stream_of_something_else_is_malformed() {
    byte[] page = "<!doctype html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(new FlvReader().accept(page, 0, page.length, tag -> {}))
        .isEqualTo(new FlvRead.Malformed("no FLV signature", 0));
    byte[] stream = stream(List.of(new FlvTag(FlvTag.Type.AUDIO, 0, hex("af01"))));
    stream[13] = 99;
    FlvReader reader = new FlvReader();
    assertThat(reader.accept(stream, 0, stream.length, tag -> {}))
        .isEqualTo(new FlvRead.Malformed("unknown or encrypted tag type", 13));
    assertThat(reader.accept(stream, 0, 1, tag -> {})).isInstanceOf(FlvRead.Malformed.class);
  }

  static byte[] stream(List<FlvTag> tags) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(FlvWriter.header(true, true).array());
    tags.forEach(tag -> out.writeBytes(FlvWriter.tag(tag).array()));
    return out.toByteArray();
  }

  private static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
  }
}
