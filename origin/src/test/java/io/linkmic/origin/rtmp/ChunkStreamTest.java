package io.linkmic.origin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes as in RTMP §5.3, byte by byte. */
class ChunkStreamTest {
  private final List<RtmpMessage> messages = new ArrayList<>();
  private final ChunkReader reader = reader(1 << 20);

  private ChunkReader reader(int maxLength) {
    return new ChunkReader(UnpooledByteBufAllocator.DEFAULT, maxLength, messages::add);
  }

  @Test
  void all_four_header_types_are_understood() {
    read(
        "04 0003e8 000002 08 01000000 aaaa" // type 0: 1000 ms, 2 bytes, audio, stream 1
            + "44 000014 000001 08 bb" // type 1: 20 ms later, 1 byte
            + "84 000015 cc" // type 2: 21 ms later
            + "c4 dd"); // type 3: the same again
    assertThat(messages.stream().map(RtmpMessage::timestamp))
        .containsExactly(1000, 1020, 1041, 1062);
    assertThat(messages.stream().map(message -> ByteBufUtil.hexDump(message.payload())))
        .containsExactly("aaaa", "bb", "cc", "dd");
    assertThat(messages).allMatch(message -> message.typeId() == 8 && message.streamId() == 1);
  }

  @Test
  void long_message_is_put_together_from_chunks_of_the_size_in_force() {
    read("02 000000 000004 01 00000000 00000004"); // Set Chunk Size 4
    read("06 000000 000009 09 01000000 01020304" + "c6 05060708" + "c6 09");
    assertThat(payloads()).containsExactly("010203040506070809");
  }

  @Test
  void chunks_of_two_messages_may_interleave() {
    read("02 000000 000004 01 00000000 00000002");
    read(
        "04 000000 000003 08 01000000 a1a2"
            + "06 000000 000003 09 01000000 b1b2"
            + "c4 a3"
            + "c6 b3");
    assertThat(payloads()).containsExactly("a1a2a3", "b1b2b3");
  }

  @Test
  void extended_timestamp_is_read_in_type_0_and_type_3_headers() {
    read("02 000000 000004 01 00000000 00000002");
    read("04 ffffff 000003 08 01000000 01000000 a1a2" + "c4 01000000 a3");
    assertThat(messages.getFirst().timestamp()).isEqualTo(0x01000000);
    assertThat(payloads()).containsExactly("a1a2a3");
  }

  @Test
  void extended_timestamp_left_out_of_type_3_headers_is_tolerated() {
    read("02 000000 000004 01 00000000 00000002");
    read("04 ffffff 000007 08 01000000 01000000 a1a2" + "c4 a3a4" + "c4 a5a6" + "c4 a7");
    // The last header waits for four bytes that could be its extended timestamp.
    read("c4 01000000 b1b2" + "c4 01000000 b3b4" + "c4 01000000 b5b6" + "c4 01000000 b7");
    assertThat(payloads()).containsExactly("a1a2a3a4a5a6a7", "b1b2b3b4b5b6b7");
  }

  @Test
  void long_chunk_stream_ids_have_one_or_two_bytes_more() {
    read("00 03 000000 000001 08 01000000 aa" + "01 0001 000000 000001 09 01000000 bb");
    assertThat(payloads()).containsExactly("aa", "bb");
  }

  @Test
  void abort_drops_what_was_received_of_a_message() {
    read("02 000000 000004 01 00000000 00000002");
    read("04 000000 000003 08 01000000 a1a2" + "02 000000 000004 02 00000000 0000 c2 0004");
    read("04 000000 000001 08 01000000 bb");
    assertThat(payloads()).containsExactly("bb");
  }

  @Test
  void message_longer_than_allowed_is_malformed() {
    assertThat(reader(16).read(hex("04 000000 000011 08 01000000")))
        .isEqualTo(new ReadOutcome.Malformed("message too long"));
  }

  @Test
  void announced_lengths_are_not_allocated_before_the_bytes_come() {
    read("04 000000 0fffff 09 01000000 aa");
    assertThat(messages).isEmpty();
    reader.release();
  }

  @Test
  void header_that_refers_to_nothing_is_malformed() {
    assertThat(reader.read(hex("c4 aa")))
        .isEqualTo(new ReadOutcome.Malformed("no header to refer to"));
  }

  @Test
  void chunk_size_of_zero_is_malformed() {
    assertThat(reader.read(hex("02 000000 000004 01 00000000 00000000")))
        .isEqualTo(new ReadOutcome.Malformed("bad chunk size"));
  }

  @Test
  void whatever_is_written_is_read_back_in_pieces_of_any_size() {
    Random random = new Random(42);
    ByteBuf wire = Unpooled.buffer();
    ControlMessages.setChunkSize(wire, 1000);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ByteBuf payload = Unpooled.buffer();
      byte[] bytes = new byte[random.nextInt(5000)];
      random.nextBytes(bytes);
      payload.writeBytes(bytes);
      sent.add(ByteBufUtil.hexDump(payload));
      int timestamp = random.nextBoolean() ? i * 33 : 0x01000000 + i * 33;
      ChunkWriter.write(wire, 4 + i % 3, new RtmpMessage(9, timestamp, 1, payload), 1000);
    }
    while (wire.isReadable()) {
      ByteBuf piece = wire.readSlice(Math.min(wire.readableBytes(), 1 + random.nextInt(300)));
      assertThat(reader.read(piece)).isEqualTo(ReadOutcome.CONSUMED);
    }
    assertThat(payloads()).containsExactlyElementsOf(sent);
  }

  @Test
  void writer_begins_every_message_with_a_type_0_header() {
    ByteBuf out = Unpooled.buffer();
    RtmpMessage message = new RtmpMessage(9, 0x01000000, 1, hex("01020304"));
    ChunkWriter.write(out, 6, message, 3);
    assertThat(out)
        .isEqualTo(hex("06 ffffff 000004 09 01000000 01000000 010203" + "c6 01000000 04"));
  }

  private void read(String hex) {
    assertThat(reader.read(hex(hex))).isEqualTo(ReadOutcome.CONSUMED);
  }

  private List<String> payloads() {
    return messages.stream().map(message -> ByteBufUtil.hexDump(message.payload())).toList();
  }

  private static ByteBuf hex(String hex) {
    return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
