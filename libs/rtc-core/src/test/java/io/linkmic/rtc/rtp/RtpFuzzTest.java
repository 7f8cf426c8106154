package io.linkmic.rtc.rtp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.Map;

class RtpFuzzTest {
  private static final ExtensionMap MAP =
      ExtensionMap.of(
          Map.of(
              ExtensionUri.AUDIO_LEVEL, 1,
              ExtensionUri.ABS_SEND_TIME, 2,
              ExtensionUri.TRANSPORT_CC, 3,
              ExtensionUri.MID, 4,
              ExtensionUri.VIDEO_ORIENTATION, 13));

  /** Whatever is read can be written, and then reads the same. */
  @FuzzTest
  void any_datagram_is_read_or_refused(byte[] data) {
    if (RtpReader.read(Bytes.wrap(data), MAP) instanceof Parsed.Ok<RtpPacket>(var packet)) {
      Rtx.unwrap(packet, 96, 1);
      var again = RtpReader.read(RtpWriter.write(packet, MAP), MAP);
      if (!again.equals(Parsed.ok(packet))) {
        throw new AssertionError(packet + " became " + again);
      }
    }
  }
}
