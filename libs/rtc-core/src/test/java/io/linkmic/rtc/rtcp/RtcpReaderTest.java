package io.linkmic.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.rtc.bytes.AnnotatedBytes;
import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.rtp.NtpTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpReaderTest {

  @Test
  void unknown_and_broken_packets_do_not_hide_their_neighbours() {
    var compound =
        AnnotatedBytes.of(
            """
            80 C9 00 01  RR
            00 00 00 01  ssrc
            80 CF 00 01  XR, which we do not read
            00 00 00 01  ssrc
            81 CE 00 01  PLI, cut off
            00 00 00 01  ssrc
            81 CE 00 02  PLI
            00 00 00 01  ssrc
            00 00 00 02  ssrc of the media
            """);
    assertThat(RtcpReader.parseCompound(compound))
        .isEqualTo(
            Parsed.ok(
                List.of(
                    new ReceiverReport(1, List.of()),
                    new Ignored(207, 0, "rtcp: unknown packet type"),
                    new Ignored(206, 1, "rtcp: pli cut off"),
                    new PictureLossIndication(1, 2))));
  }

  @Test
  void padding_is_cut_off() {
    var packet =
        Wire.read(
            """
            A0 C9 00 02  P; RR
            00 00 00 01  ssrc
            00 00 00 04  four bytes of padding
            """);
    assertThat(packet).isEqualTo(new ReceiverReport(1, List.of()));
    assertThat(Wire.reasonIgnored("A0 C9 00 01 \n 00 00 00 09")).contains("padding");
    assertThat(Wire.reasonIgnored("A0 C9 00 00")).contains("padding");
  }

  @Test
  void other_feedback_formats_are_ignored() {
    assertThat(Wire.reasonIgnored("83 CD 00 02 \n 00 00 00 01 \n 00 00 00 00"))
        .as("TMMBR")
        .contains("transport layer");
    assertThat(Wire.reasonIgnored("82 CE 00 02 \n 00 00 00 01 \n 00 00 00 00"))
        .as("SLI")
        .contains("payload specific");
  }

  @Test
  void a_broken_chain_of_lengths_is_malformed() {
    assertThat(reason(Bytes.EMPTY)).contains("empty");
    assertThat(reason(Bytes.ofHex("80C9"))).contains("header cut off");
    assertThat(reason(Bytes.ofHex("40C90000"))).contains("version");
    assertThat(reason(Bytes.ofHex("80C90001"))).contains("packet cut off");
    var many = new ByteWriter(400);
    for (int i = 0; i <= RtcpReader.MAX_PACKETS; i++) {
      many.u32(0x80CB0000L);
    }
    assertThat(reason(many.toBytes())).contains("too many");
  }

  @Test
  void rtcp_is_told_from_rtp_by_its_second_byte() {
    assertThat(RtcpReader.isRtcp(Bytes.ofHex("80C80000"))).isTrue();
    assertThat(RtcpReader.isRtcp(Bytes.ofHex("80600000"))).isFalse();
    assertThat(RtcpReader.isRtcp(Bytes.ofHex("80E00000"))).as("96 with the marker").isFalse();
    assertThat(RtcpReader.isRtcp(Bytes.ofHex("80C8"))).isFalse();
  }

  @Test
  void ignored_packets_are_not_sent() {
    assertThatThrownBy(() -> RtcpWriter.write(new Ignored(207, 0, "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_written_is_read_again() {
    for (long seed = 1; seed <= 300; seed++) {
      var random = new Random(seed);
      var packets = new ArrayList<RtcpPacket>();
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        packets.add(randomPacket(random));
      }
      assertThat(RtcpReader.parseCompound(RtcpWriter.write(packets)))
          .as("seed %d", seed)
          .isEqualTo(Parsed.ok(packets));
    }
  }

  private static RtcpPacket randomPacket(Random random) {
    return switch (random.nextInt(9)) {
      case 0 ->
          new SenderReport(
              u32(random),
              new NtpTimestamp(random.nextLong()),
              u32(random),
              u32(random),
              u32(random),
              randomBlocks(random));
      case 1 -> new ReceiverReport(u32(random), randomBlocks(random));
      case 2 -> SourceDescription.of(u32(random), "é".repeat(random.nextInt(100)));
      case 3 -> new Goodbye(List.of(u32(random)), "b".repeat(random.nextInt(100)));
      case 4 -> new Nack(u32(random), u32(random), randomLost(random));
      case 5 -> new PictureLossIndication(u32(random), u32(random));
      case 6 ->
          new FullIntraRequest(
              u32(random), List.of(new FullIntraRequest.Entry(u32(random), random.nextInt(256))));
      case 7 ->
          new Remb(u32(random), (long) random.nextInt(1 << 18) << random.nextInt(30), List.of(3L));
      default -> randomFeedback(random);
    };
  }

  private static TransportFeedback randomFeedback(Random random) {
    long sequence = random.nextInt(1 << 20);
    long micros = random.nextInt();
    var builder = new TransportFeedbackBuilder(sequence);
    int spread = random.nextBoolean() ? 50_000 : 1_000_000;
    int gaps = random.nextBoolean() ? 1 : 30;
    for (int i = 1 + random.nextInt(200); i > 0; i--) {
      sequence += random.nextInt(gaps);
      if (!builder.received(sequence++, micros)) {
        break;
      }
      micros += random.nextInt(spread) - 5000;
    }
    return builder.build(u32(random), u32(random), random.nextInt(256));
  }

  private static List<Integer> randomLost(Random random) {
    var lost = new ArrayList<Integer>();
    int sequence = random.nextInt(1 << 16);
    for (int i = 1 + random.nextInt(50); i > 0; i--) {
      sequence = (sequence + 1 + random.nextInt(30)) & 0xFFFF;
      lost.add(sequence);
    }
    return lost;
  }

  private static List<ReportBlock> randomBlocks(Random random) {
    var blocks = new ArrayList<ReportBlock>();
    for (int i = random.nextInt(4); i > 0; i--) {
      blocks.add(
          new ReportBlock(
              u32(random),
              random.nextInt(256),
              random.nextInt(1 << 24) - (1 << 23),
              u32(random),
              u32(random),
              u32(random),
              u32(random)));
    }
    return blocks;
  }

  private static long u32(Random random) {
    return random.nextInt() & 0xFFFFFFFFL;
  }

  private static String reason(Bytes bytes) {
    return ((Parsed.Malformed<List<RtcpPacket>>) RtcpReader.parseCompound(bytes)).reason();
  }
}
