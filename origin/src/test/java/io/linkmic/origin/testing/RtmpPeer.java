package io.linkmic.origin.testing;

import io.linkmic.origin.amf.Amf0Reader;
import io.linkmic.origin.amf.Amf0Writer;
import io.linkmic.origin.amf.AmfDecoding;
import io.linkmic.origin.amf.AmfValue;
import io.linkmic.origin.rtmp.ChunkReader;
import io.linkmic.origin.rtmp.ChunkWriter;
import io.linkmic.origin.rtmp.MessageType;
import io.linkmic.origin.rtmp.RtmpMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** An RTMP client on a blocking socket, as plain as can be: every step is the test's to order. */
public final class RtmpPeer implements AutoCloseable {
  private static final int CHUNK_SIZE = 65536;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket;
  private final OutputStream out;
  private int chunkSize = ChunkReader.DEFAULT_CHUNK_SIZE;
  private final Queue<RtmpMessage> received = new ArrayDeque<>();
  private final ChunkReader reader =
      new ChunkReader(new UnpooledByteBufAllocator(false, true), 8 << 20, received::add);

  public RtmpPeer(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    out = socket.getOutputStream();
    byte[] c0c1 = new byte[1537];
    c0c1[0] = 3;
    out.write(c0c1);
    byte[] s0s1s2 = new byte[1 + 2 * 1536];
    new DataInputStream(socket.getInputStream()).readFully(s0s1s2);
    out.write(s0s1s2, 1, 1536);
  }

  /** Connects to the application; the answer is one of the messages to come. */
  public RtmpPeer connect(String app) throws IOException {
    return command(
        "connect",
        1,
        new AmfValue.Obj(
            Map.of("app", AmfValue.of(app), "tcUrl", AmfValue.of("rtmp://127.0.0.1/" + app))));
  }

  /** Publishes and waits for the answer's code. */
  public String publish(String name) throws IOException {
    connect("live");
    ByteBuf size = Unpooled.buffer(4).writeInt(CHUNK_SIZE);
    ByteBuf bytes = Unpooled.buffer();
    ChunkWriter.write(bytes, 2, new RtmpMessage(MessageType.SET_CHUNK_SIZE, 0, 0, size), chunkSize);
    write(bytes);
    chunkSize = CHUNK_SIZE;
    command("createStream", 2, AmfValue.nothing());
    command("publish", 3, AmfValue.nothing(), AmfValue.of(name), AmfValue.of("live"));
    return status().orElse("closed");
  }

  /** Plays and waits for the first answer's code. */
  public String play(String name) throws IOException {
    connect("live");
    command("createStream", 2, AmfValue.nothing());
    command("play", 3, AmfValue.nothing(), AmfValue.of(name));
    return status().orElse("closed");
  }

  public RtmpPeer command(String name, double transaction, AmfValue... values) throws IOException {
    ByteBuf payload = Unpooled.buffer();
    Amf0Writer.write(payload, AmfValue.of(name), AmfValue.of(transaction));
    Amf0Writer.write(payload, values);
    ByteBuf bytes = Unpooled.buffer();
    RtmpMessage message = new RtmpMessage(MessageType.COMMAND_AMF0, 0, 0, payload);
    ChunkWriter.write(bytes, 3, message, chunkSize);
    write(bytes);
    return this;
  }

  /** One tag's body, borrowed, as a message. */
  public void tag(int typeId, int timestamp, ByteBuf body) throws IOException {
    ByteBuf bytes = Unpooled.buffer(ChunkWriter.chunkedLength(body.readableBytes(), CHUNK_SIZE));
    int chunkStream = typeId == MessageType.VIDEO ? 6 : 4;
    RtmpMessage message = new RtmpMessage(typeId, timestamp, 1, body);
    ChunkWriter.write(bytes, chunkStream, message, CHUNK_SIZE);
    write(bytes);
  }

  public void write(ByteBuf bytes) throws IOException {
    out.write(bytes.array(), bytes.arrayOffset(), bytes.readableBytes());
    out.flush();
  }

  /** The code of the next onStatus or refused connect; nothing when the server closes instead. */
  public Optional<String> status() throws IOException {
    for (Optional<RtmpMessage> next = next(); next.isPresent(); next = next()) {
      if (next.get().typeId() == MessageType.COMMAND_AMF0
          && Amf0Reader.read(next.get().payload()) instanceof AmfDecoding.Values values
          && !values.at(0).textOrEmpty().equals("_result")) {
        return Optional.of(values.at(3).member("code").textOrEmpty());
      }
    }
    return Optional.empty();
  }

  /** The next message, or nothing when the server closed the connection. */
  public Optional<RtmpMessage> next() throws IOException {
    byte[] buffer = new byte[65536];
    while (received.isEmpty()) {
      int count = socket.getInputStream().read(buffer);
      if (count < 0) {
        return Optional.empty();
      }
      reader.read(Unpooled.wrappedBuffer(buffer, 0, count));
    }
    return Optional.of(received.remove());
  }

  /** The connection breaks: no goodbye, a reset. */
  public void vanish() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
