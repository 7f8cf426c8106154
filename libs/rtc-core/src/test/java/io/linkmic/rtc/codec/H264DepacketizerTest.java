package io.linkmic.rtc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.AnnotatedBytes;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class H264DepacketizerTest {

  @Test
  void single_aggregated_and_fragmented_units_become_one_access_unit() {
    var stapA =
        AnnotatedBytes.of(
            """
            78           STAP-A, NRI 3
            00 03        size of the first unit
            67 42 00     SPS
            00 02        size of the second
            68 CE        PPS
            """);
    var fuStart =
        AnnotatedBytes.of(
            """
            7C           FU-A, NRI 3
            85           start, type 5
            88 11        bytes
            """);
    var fuEnd =
        AnnotatedBytes.of(
            """
            7C           FU-A, NRI 3
            45           end, type 5
            22           bytes
            """);
    var sei = Bytes.ofHex("06 05");
    var unit = ok(stapA, Bytes.EMPTY, sei, fuStart, fuEnd);
    assertThat(unit.nalUnits().toHex())
        .isEqualTo(
            AnnotatedBytes.of(
                    """
                    00 00 00 03  length
                    67 42 00     SPS
                    00 00 00 02  length
                    68 CE        PPS
                    00 00 00 02  length
                    06 05        SEI
                    00 00 00 04  length
                    65 88 11 22  IDR slice, header rebuilt
                    """)
                .toHex());
    assertThat(unit.nalUnits().array()).as("exactly sized").hasSize(unit.nalUnits().length());
    assertThat(unit.idr()).isTrue();
    assertThat(unit.rtpTimestamp()).isEqualTo(9000);
    assertThat(unit.rotationDegrees()).isEqualTo(90);
  }

  @Test
  void a_picture_without_idr_slice_is_no_key_frame() {
    assertThat(ok(Bytes.ofHex("41 9A")).idr()).isFalse();
    assertThat(ok(Bytes.ofHex("78 0002 65 88")).idr()).isTrue();
    assertThat(ok(Bytes.ofHex("65 88")).idr()).isTrue();
  }

  @Test
  void a_fragment_that_is_start_and_end_is_taken_whole() {
    // RFC 6184 §5.8 forbids it, some senders do it, and nothing is unclear about it.
    assertThat(ok(Bytes.ofHex("7C C5 88")).nalUnits()).isEqualTo(Bytes.ofHex("00000002 65 88"));
  }

  @Test
  void damage_is_a_value() {
    assertThat(reason()).contains("no NAL unit");
    assertThat(reason("")).contains("no NAL unit");
    assertThat(reason("78")).contains("no NAL unit");
    assertThat(reason("7C 85")).contains("without bytes");
    assertThat(reason("7C 05 01")).contains("without a start");
    assertThat(reason("7C 85 01")).contains("without an end");
    assertThat(reason("7C 85 01", "7C 85 01")).contains("without an end");
    assertThat(reason("7C 85 01", "41 9A")).contains("without an end");
    assertThat(reason("7C 85 01", "7C 41 01")).contains("different");
    assertThat(reason("78 00")).contains("does not fit");
    assertThat(reason("78 0000")).contains("does not fit");
    assertThat(reason("78 0003 67 42")).contains("does not fit");
    assertThat(reason("79 0000 0001 67")).contains("modes 0 and 1");
    assertThat(reason("00 01")).contains("modes 0 and 1");
  }

  @Test
  void a_picture_that_never_ends_is_given_up() {
    var payload = Bytes.wrap(new byte[60_000]);
    payload.array()[0] = 0x41;
    var payloads = new ArrayList<Bytes>();
    for (int i = 0; i < 70; i++) {
      payloads.add(payload);
    }
    var parsed = H264Depacketizer.depacketize(payloads, 0, 0);
    assertThat(parsed).isEqualTo(Parsed.malformed("h264: access unit too large", 69));
  }

  private static AccessUnit ok(Bytes... payloads) {
    return ((Parsed.Ok<AccessUnit>) H264Depacketizer.depacketize(List.of(payloads), 9000, 90))
        .value();
  }

  private static String reason(String... payloads) {
    var list = List.of(payloads).stream().map(Bytes::ofHex).toList();
    return ((Parsed.Malformed<AccessUnit>) H264Depacketizer.depacketize(list, 0, 0)).reason();
  }
}
