package io.linkmic.origin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from chunks (RTMP §5.3); the counterpart of {@link ChunkWriter}. Payload
 * bytes are copied once, from the socket's buffer to the message's own.
 *
 * <p>Obeys Set Chunk Size and Abort itself; every other message goes to the sink, which owns it.
 */
public final class ChunkReader {
  /** RTMP §5.4.1: the chunk size both ends begin with. */
  public static final int DEFAULT_CHUNK_SIZE = 128;

  /** Basic header 3, message header 11, extended timestamp 4. */
  private static final int MAX_HEADER = 18;

  private static final int EXTENDED = 0xFFFFFF;

  /** Encoders use three to six; each one costs a table entry. */
  private static final int MAX_CHUNK_STREAMS = 32;

  /**
   * A message's buffer begins no larger than this and grows with what really arrives, so that a
   * stranger's announcement of a large message costs nothing. Almost every frame fits.
   */
  private static final int FIRST_CAPACITY = 64 * 1024;

  private final ByteBufAllocator allocator;
  private final Consumer<RtmpMessage> sink;
  private final ChunkStreamTable streams = new ChunkStreamTable(MAX_CHUNK_STREAMS);
  private final ByteBuf stash = Unpooled.buffer(MAX_HEADER, MAX_HEADER);
  private int maxMessageLength;
  private int chunkSize = DEFAULT_CHUNK_SIZE;
  private int assembling;
  private @Nullable ChunkStream current;
  private int leftInChunk;
  private @Nullable String fault;

  public ChunkReader(ByteBufAllocator allocator, int maxMessageLength, Consumer<RtmpMessage> sink) {
    this.allocator = allocator;
    this.maxMessageLength = maxMessageLength;
    this.sink = sink;
  }

  /** From the next message on: a peer that proved itself may send larger ones. */
  public void maxMessageLength(int length) {
    maxMessageLength = length;
  }

  /** Takes all bytes of {@code in}, which is borrowed. */
  public ReadOutcome read(ByteBuf in) {
    if (!stash.isReadable()) {
      return consume(in);
    }
    // A header was cut by the end of the last read: rare, so joining may cost something.
    ByteBuf joined = Unpooled.wrappedBuffer(stash.copy(), in.readRetainedSlice(in.readableBytes()));
    stash.clear();
    try {
      return consume(joined);
    } finally {
      joined.release();
    }
  }

  private ReadOutcome consume(ByteBuf in) {
    while (fault == null && (in.isReadable() || current != null)) {
      ChunkStream stream = current;
      if (stream == null) {
        stream = parse(in);
        if (stream == null) {
          break;
        }
        current = stream;
      }
      if (leftInChunk > 0 && !in.isReadable()) {
        break;
      }
      payload(stream, in);
    }
    if (fault != null) {
      return new ReadOutcome.Malformed(fault);
    }
    stash.writeBytes(in);
    return ReadOutcome.CONSUMED;
  }

  /** Gives back what is under assembly. */
  public void release() {
    streams.dropAll();
    current = null;
    if (fault == null) {
      fault = "released";
    }
  }

  /** The header at the front of {@code in}; null, with nothing taken, when more is needed. */
  private @Nullable ChunkStream parse(ByteBuf in) {
    int first = in.getUnsignedByte(in.readerIndex());
    int format = first >>> 6;
    int id = first & 0x3F;
    int basic = id == 0 ? 2 : id == 1 ? 3 : 1;
    int message = format == 0 ? 11 : format == 1 ? 7 : format == 2 ? 3 : 0;
    if (in.readableBytes() < basic + message) {
      return null;
    }
    int at = in.readerIndex();
    int streamId =
        switch (basic) {
          case 2 -> 64 + in.getUnsignedByte(at + 1);
          case 3 -> 64 + in.getUnsignedShortLE(at + 1);
          default -> id;
        };
    ChunkStream stream = streams.get(streamId);
    if (stream == null) {
      return fail("too many chunk streams");
    }
    at += basic;
    int field = format == 3 ? stream.timestampField : in.getUnsignedMedium(at);
    boolean extended = format == 3 ? stream.extended : field == EXTENDED;
    int size = basic + message;
    if (extended) {
      if (in.readableBytes() < size + 4) {
        return null;
      }
      int value = in.getInt(at + message);
      if (format != 3) {
        field = value;
        size += 4;
      } else if (value == stream.timestampField) {
        // Deviation: some encoders leave the extended timestamp out of type 3 chunks; take it only
        // where it is the one expected.
        size += 4;
      }
    }
    if (!begin(stream, format, in, at, field)) {
      return null;
    }
    stream.extended = extended;
    in.skipBytes(size);
    return stream;
  }

  /** Applies a header whose message part begins at {@code at}; false on a fault. */
  private boolean begin(ChunkStream stream, int format, ByteBuf in, int at, int field) {
    if (!stream.known && format != 0) {
      // Deviation: librtmp opens chunk stream 2 with type 1 headers; a delta from zero is harmless,
      // a type 3 header with nothing to repeat is not.
      if (format != 1) {
        fail("no header to refer to");
        return false;
      }
    }
    ByteBuf open = stream.payload;
    if (open != null) {
      if (format != 3) {
        fail("message within a message");
        return false;
      }
      leftInChunk = Math.min(chunkSize, stream.missing);
      return true;
    }
    stream.timestamp = format == 0 ? field : stream.timestamp + field;
    stream.timestampField = field;
    if (format <= 1) {
      stream.length = in.getUnsignedMedium(at + 3);
      stream.typeId = in.getUnsignedByte(at + 6);
    }
    if (format == 0) {
      stream.streamId = in.getIntLE(at + 7);
    }
    stream.known = true;
    return open(stream);
  }

  private boolean open(ChunkStream stream) {
    // Twice: two large messages (a key frame and metadata) may interleave, a crowd of them not.
    if (stream.length > maxMessageLength || assembling + stream.length > 2 * maxMessageLength) {
      fail("message too long");
      return false;
    }
    int room = RtmpMessage.HEADROOM + RtmpMessage.TAILROOM;
    int first = Math.min(stream.length, FIRST_CAPACITY);
    ByteBuf payload = allocator.directBuffer(first + room, stream.length + room);
    payload.setIndex(RtmpMessage.HEADROOM, RtmpMessage.HEADROOM);
    stream.payload = payload;
    stream.missing = stream.length;
    assembling += stream.length;
    leftInChunk = Math.min(chunkSize, stream.missing);
    return true;
  }

  private void payload(ChunkStream stream, ByteBuf in) {
    ByteBuf payload = stream.payload;
    if (payload == null) {
      throw new IllegalStateException("a chunk without a message");
    }
    int count = Math.min(leftInChunk, in.readableBytes());
    payload.writeBytes(in, count);
    leftInChunk -= count;
    stream.missing -= count;
    if (leftInChunk > 0) {
      return;
    }
    current = null;
    if (stream.missing == 0) {
      stream.payload = null;
      assembling -= stream.length;
      deliver(new RtmpMessage(stream.typeId, stream.timestamp, stream.streamId, payload));
    }
  }

  private void deliver(RtmpMessage message) {
    switch (message.typeId()) {
      case MessageType.SET_CHUNK_SIZE -> {
        setChunkSize(message.payload());
        message.release();
      }
      case MessageType.ABORT -> {
        abort(message.payload());
        message.release();
      }
      default -> sink.accept(message);
    }
  }

  private void setChunkSize(ByteBuf payload) {
    int size = payload.readableBytes() < 4 ? 0 : payload.readInt();
    if (size < 1) {
      fail("bad chunk size");
      return;
    }
    chunkSize = size;
  }

  private void abort(ByteBuf payload) {
    ChunkStream stream = payload.readableBytes() < 4 ? null : streams.get(payload.readInt());
    if (stream != null && stream.payload != null) {
      assembling -= stream.length;
      stream.drop();
    }
  }

  private @Nullable ChunkStream fail(String reason) {
    fault = reason;
    return null;
  }
}
