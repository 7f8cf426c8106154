package io.linkmic.origin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServerHandshakeTest {
  private final ServerHandshake handshake = new ServerHandshake(new Random(1));
  private final ByteBuf answer = Unpooled.buffer();

  @Test
  void c1_is_answered_with_s0_s1_and_its_own_echo() {
    ByteBuf c0c1 = Unpooled.buffer().writeByte(3).writeInt(77).writeInt(0).writeZero(1528);
    assertThat(handshake.read(c0c1, answer)).isEqualTo(ReadOutcome.CONSUMED);
    assertThat(answer.readableBytes()).isEqualTo(1 + 1536 + 1536);
    assertThat(answer.getByte(0)).isEqualTo((byte) 3);
    assertThat(answer.getInt(5)).as("zeros make digest clients fall back").isZero();
    assertThat(answer.getInt(1 + 1536)).isEqualTo(77);
    assertThat(handshake.done()).isFalse();
  }

  @Test
  void bytes_after_c2_are_left_for_the_chunk_reader() {
    ByteBuf all = Unpooled.buffer().writeByte(3).writeZero(1536).writeZero(1536).writeByte(0x42);
    handshake.read(all, answer);
    assertThat(handshake.done()).isTrue();
    assertThat(all.readableBytes()).isEqualTo(1);
  }

  @Test
  void another_protocol_is_noticed_by_its_first_byte() {
    ByteBuf http =
        Unpooled.wrappedBuffer(
            "GET / HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThat(handshake.read(http, answer)).isEqualTo(new ReadOutcome.Malformed("not RTMP"));
    assertThat(answer.isReadable()).isFalse();
  }
}
