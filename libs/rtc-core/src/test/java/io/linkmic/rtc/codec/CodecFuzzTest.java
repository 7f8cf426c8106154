package io.linkmic.rtc.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.List;

class CodecFuzzTest {

  /** The input is a picture: payloads, each behind its length in one byte. */
  @FuzzTest
  void any_payloads_become_a_picture_that_can_be_sent_on_or_are_refused(byte[] data) {
    var payloads = payloads(Bytes.wrap(data));
    payloads.forEach(H264Payload::beginsPicture);
    payloads.forEach(H264Payload::beginsKeyFrame);
    if (!(H264Depacketizer.depacketize(payloads, 0, 0)
        instanceof Parsed.Ok<AccessUnit>(var unit))) {
      return;
    }
    ParameterSets.find(unit.nalUnits());
    if (!(new H264Packetizer(1, 64).packetize(unit) instanceof Parsed.Ok<List<Bytes>>(var sent))) {
      throw new AssertionError("not packetized: " + unit.nalUnits().toHex());
    }
    // Types 0 and 24–31 inside an aggregate or a fragment are garbage that no way back exists for.
    if (allPlain(unit) && !H264Depacketizer.depacketize(sent, 0, 0).equals(Parsed.ok(unit))) {
      throw new AssertionError("changed on the way: " + unit.nalUnits().toHex());
    }
  }

  @FuzzTest
  void any_parameter_set_is_read_or_refused(byte[] data) {
    SequenceParameterSet.parse(Bytes.wrap(data));
    SliceHeader.parse(Bytes.wrap(data));
    NalUnits.splitAnnexB(Bytes.wrap(data));
    NalUnits.split(Bytes.wrap(data));
  }

  @FuzzTest
  void any_opus_packet_has_a_sane_duration_or_is_refused(byte[] data) {
    var packet = new RtpPacket(false, 111, 1, 2, 3, RtpExtensions.NONE, Bytes.wrap(data));
    if (OpusDepacketizer.depacketize(packet, 0) instanceof Parsed.Ok<OpusFrame>(var frame)
        && (frame.durationSamples() < 120 || frame.durationSamples() > OpusToc.MAX_SAMPLES)) {
      throw new AssertionError("duration " + frame.durationSamples());
    }
  }

  private static List<Bytes> payloads(Bytes data) {
    var payloads = new ArrayList<Bytes>();
    for (int at = 0; at < data.length(); ) {
      int size = Math.min(data.u8(at), data.length() - at - 1);
      payloads.add(data.slice(at + 1, size));
      at += 1 + size;
    }
    return payloads;
  }

  private static boolean allPlain(AccessUnit unit) {
    return ((Parsed.Ok<List<Bytes>>) NalUnits.split(unit.nalUnits()))
        .value().stream()
            .mapToInt(nal -> NalType.of(nal.u8(0)))
            .allMatch(type -> type >= 1 && type <= NalType.LAST_SINGLE);
  }
}
