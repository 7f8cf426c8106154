package io.linkmic.origin.http;

import io.linkmic.origin.stream.EndReason;
import io.linkmic.origin.stream.LiveTag;
import io.linkmic.origin.stream.StreamTracks;
import io.linkmic.origin.stream.ViewerFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * What an HTTP-FLV viewer is sent: the response head, the FLV header (FLV 10.1 §E.2), tags. In
 * HTTP/1.1 every tag is one chunk of the body, so that a player can tell the end of a stream from a
 * broken connection; HTTP/1.0 knows only the closed connection.
 *
 * @param chunked the body is chunked
 */
record FlvFormat(boolean chunked) implements ViewerFormat {
  private static final String HEAD =
      """
      HTTP/1.1 200 OK\r
      Content-Type: video/x-flv\r
      Access-Control-Allow-Origin: *\r
      Access-Control-Expose-Headers: *\r
      Cache-Control: no-store\r
      X-Content-Type-Options: nosniff\r
      Connection: close\r
      """;

  private static final int AUDIO_FLAG = 0x04;
  private static final int VIDEO_FLAG = 0x01;

  @Override
  public ByteBuf begin(StreamTracks tracks) {
    ByteBuf out = Unpooled.buffer(512);
    out.writeCharSequence(HEAD, StandardCharsets.US_ASCII);
    out.writeCharSequence(
        chunked ? "Transfer-Encoding: chunked\r\n\r\nd\r\n" : "\r\n", StandardCharsets.US_ASCII);
    int flags = (tracks.audio() ? AUDIO_FLAG : 0) | (tracks.video() ? VIDEO_FLAG : 0);
    // "FLV", version 1, flags, header length 9, PreviousTagSize0: 13 bytes.
    out.writeMedium('F' << 16 | 'L' << 8 | 'V').writeByte(1).writeByte(flags);
    out.writeInt(9).writeInt(0);
    if (chunked) {
      out.writeShort('\r' << 8 | '\n');
    }
    return out;
  }

  @Override
  public ByteBuf tag(LiveTag tag) {
    return chunked ? tag.httpChunk() : tag.flv();
  }

  @Override
  public ByteBuf end(EndReason reason) {
    if (!chunked || reason == EndReason.TOO_SLOW) {
      return Unpooled.EMPTY_BUFFER;
    }
    return Unpooled.copiedBuffer("0\r\n\r\n", StandardCharsets.US_ASCII);
  }

  @Override
  public Door door() {
    return Door.HTTP_FLV;
  }

  /** The response head alone, for HEAD. */
  static ByteBuf headOnly() {
    return Unpooled.copiedBuffer(HEAD + "\r\n", StandardCharsets.US_ASCII);
  }
}
