package io.linkmic.origin.stream;

import io.linkmic.origin.rtmp.ChunkWriter;
import io.linkmic.origin.rtmp.MessageType;
import io.linkmic.origin.rtmp.RtmpMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AbstractReferenceCounted;
import org.jspecify.annotations.Nullable;

/**
 * One FLV tag, shared by all viewers of a stream and never copied for one.
 *
 * <pre>
 *  10 bytes          11 bytes         n bytes   4 bytes           2 bytes
 * +-----------------+----------------+---------+-----------------+-------+
 * | HTTP chunk size | FLV tag header | body    | PreviousTagSize | CR LF |
 * +-----------------+----------------+---------+-----------------+-------+
 *                    |<------------- an FLV tag ---------------->|
 * </pre>
 *
 * <p>The body is the message as the publisher's socket delivered it; the rest is written around it
 * in the room its reader left. The form for RTMP players is made once, when the first one watches.
 * Reference counted; made and given its RTMP form on the stream's home loop, read anywhere.
 */
public final class LiveTag extends AbstractReferenceCounted {
  /**
   * The chunk size every RTMP player is told: few frames are longer, so a message is one piece, and
   * no known player refuses it (Adobe's own limit).
   */
  public static final int RTMP_PLAY_CHUNK_SIZE = 65536;

  private static final int CHUNK_SIZE_LINE = 10;
  private static final int TAG_HEADER = 11;

  private final TagKind kind;
  private final TagContent content;
  private final int timestamp;
  private final int bodyLength;
  private final ByteBuf bytes;
  private @Nullable ByteBuf rtmp;

  /**
   * Makes a tag of a message's payload, which is transferred.
   *
   * @param timestamp milliseconds, unsigned 32 bits
   */
  LiveTag(TagKind kind, TagContent content, int timestamp, ByteBuf body) {
    this.kind = kind;
    this.content = content;
    this.timestamp = timestamp;
    this.bodyLength = body.readableBytes();
    this.bytes = wrap(kind, timestamp, body);
  }

  private static ByteBuf wrap(TagKind kind, int timestamp, ByteBuf body) {
    int length = body.readableBytes();
    int end = body.writerIndex();
    int tagLength = TAG_HEADER + length;
    body.writeInt(tagLength).writeShort('\r' << 8 | '\n');
    int at = body.readerIndex() - TAG_HEADER;
    body.setByte(at, kind.typeId);
    body.setMedium(at + 1, length);
    body.setMedium(at + 4, timestamp);
    body.setByte(at + 7, timestamp >>> 24);
    body.setMedium(at + 8, 0);
    at -= CHUNK_SIZE_LINE;
    int size = end + 4 - (at + CHUNK_SIZE_LINE);
    for (int i = 0; i < 8; i++) {
      int digit = size >>> (28 - 4 * i) & 0xF;
      body.setByte(at + i, digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
    body.setShort(at + 8, '\r' << 8 | '\n');
    return body.readerIndex(at);
  }

  public TagKind kind() {
    return kind;
  }

  public boolean isSequenceHeader() {
    return content == TagContent.SEQUENCE_HEADER;
  }

  public boolean isKeyFrame() {
    return content == TagContent.KEY_FRAME;
  }

  /** A picture or a piece of sound: what a slow viewer may lose. */
  boolean isFrame() {
    return kind != TagKind.SCRIPT && content != TagContent.SEQUENCE_HEADER;
  }

  /** Milliseconds, unsigned 32 bits. */
  public int timestamp() {
    return timestamp;
  }

  /** Length of the FLV tag with its header. */
  public int length() {
    return TAG_HEADER + bodyLength;
  }

  /** The tag as one HTTP chunk: a new reference, transferred to the caller. */
  public ByteBuf httpChunk() {
    return bytes.retainedDuplicate();
  }

  /** The tag as in an FLV file: a new reference, transferred to the caller. */
  public ByteBuf flv() {
    return bytes.retainedSlice(bytes.readerIndex() + CHUNK_SIZE_LINE, length() + 4);
  }

  /** The body alone, borrowed. */
  ByteBuf body() {
    return bytes.slice(bytes.readerIndex() + CHUNK_SIZE_LINE + TAG_HEADER, bodyLength);
  }

  /** Makes the form for RTMP players; on the home loop, before the tag is handed out. */
  void prepareRtmp() {
    if (rtmp == null) {
      ByteBuf out =
          bytes.alloc().buffer(ChunkWriter.chunkedLength(bodyLength, RTMP_PLAY_CHUNK_SIZE));
      int type = kind == TagKind.SCRIPT ? MessageType.DATA_AMF0 : kind.typeId;
      // Every player's stream has the id 1: createStream answers nothing else.
      ChunkWriter.write(
          out,
          kind.chunkStreamId,
          new RtmpMessage(type, timestamp, 1, body()),
          RTMP_PLAY_CHUNK_SIZE);
      rtmp = out;
    }
  }

  /** The tag as an RTMP message: a new reference, transferred to the caller. */
  public ByteBuf rtmp() {
    ByteBuf prepared = rtmp;
    if (prepared == null) {
      throw new IllegalStateException("the RTMP form was not prepared");
    }
    return prepared.retainedDuplicate();
  }

  /**
   * The same content at another time, for sequence headers and metadata: a copy on the heap that
   * outlives the original and need not be released.
   */
  LiveTag copyAt(int newTimestamp) {
    ByteBuf copy = Unpooled.buffer(RtmpMessage.HEADROOM + bodyLength + RtmpMessage.TAILROOM);
    copy.setIndex(RtmpMessage.HEADROOM, RtmpMessage.HEADROOM);
    copy.writeBytes(body());
    return new LiveTag(kind, content, newTimestamp, copy);
  }

  @Override
  protected void deallocate() {
    bytes.release();
    if (rtmp != null) {
      rtmp.release();
    }
  }

  @Override
  public LiveTag retain() {
    super.retain();
    return this;
  }

  @Override
  public LiveTag touch(Object hint) {
    return this;
  }
}
