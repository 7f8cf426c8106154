package io.linkmic.origin.stream;

import io.linkmic.origin.rtmp.RtmpMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Tags that say what they are and nothing more. */
final class TestTags {
  private TestTags() {}

  static ByteBuf body(int... bytes) {
    ByteBuf body = Unpooled.buffer(RtmpMessage.HEADROOM + bytes.length + RtmpMessage.TAILROOM);
    body.setIndex(RtmpMessage.HEADROOM, RtmpMessage.HEADROOM);
    for (int value : bytes) {
      body.writeByte(value);
    }
    return body;
  }

  static ByteBuf videoHeaderBody(int config) {
    return body(0x17, 0, 0, 0, 0, 1, 0x64, 0, config);
  }

  static ByteBuf audioHeaderBody() {
    return body(0xAF, 0, 0x11, 0x90);
  }

  static ByteBuf keyBody() {
    return body(0x17, 1, 0, 0, 0, 9);
  }

  static ByteBuf pictureBody() {
    return body(0x27, 1, 0, 0, 0, 9);
  }

  static ByteBuf soundBody() {
    return body(0xAF, 1, 9);
  }

  static LiveTag videoHeader(int config) {
    return tag(TagKind.VIDEO, 0, videoHeaderBody(config));
  }

  static LiveTag key(int timestamp) {
    return tag(TagKind.VIDEO, timestamp, keyBody());
  }

  static LiveTag picture(int timestamp) {
    return tag(TagKind.VIDEO, timestamp, pictureBody());
  }

  static LiveTag sound(int timestamp) {
    return tag(TagKind.AUDIO, timestamp, soundBody());
  }

  private static LiveTag tag(TagKind kind, int timestamp, ByteBuf body) {
    return new LiveTag(kind, TagContent.of(kind, body), timestamp, body);
  }
}
