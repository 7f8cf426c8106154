package io.linkmic.socketio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.corundumstudio.socketio.protocol.Event;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Map;

class FrameFuzzTest {
  private static final EventJson JSON = new EventJson();

  @FuzzTest
  void any_packet_is_judged_and_what_passes_is_read_to_its_end(byte[] data) throws IOException {
    ByteBuf packet = Unpooled.wrappedBuffer(data);
    PacketShape shape = PacketShape.of(packet);
    if (packet.readerIndex() != 0) {
      throw new AssertionError("judging must not consume");
    }
    if (shape.kind() == PacketShape.Kind.EVENT) {
      int at = packet.bytesBefore((byte) '[');
      ByteBufInputStream json = new ByteBufInputStream(packet.skipBytes(at));
      Event event = JSON.readValue("", json, Event.class);
      if (packet.isReadable() || !(event.getArgs().getFirst() instanceof ClientRequest)) {
        throw new AssertionError("an event must become one request and leave nothing");
      }
    }
  }

  @FuzzTest
  void any_credentials_are_read(byte[] data) throws IOException {
    ByteBuf buffer = Unpooled.wrappedBuffer(data);
    JSON.readValue("", new ByteBufInputStream(buffer), Map.class);
    if (buffer.isReadable()) {
      throw new AssertionError("bytes left over would be decoded as a packet");
    }
  }
}
