package io.linkmic.origin.testing;

import io.linkmic.media.flv.FlvReader;
import io.linkmic.media.flv.FlvTag;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An FLV file in memory, ready to be published. */
public record Clip(List<Tag> tags) {

  /** One tag: type id, milliseconds, body. */
  public record Tag(int typeId, int timestamp, ByteBuf body) {}

  public static Clip read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<Tag> tags = new ArrayList<>();
    new FlvReader().accept(bytes, 0, bytes.length, tag -> tags.add(tag(tag)));
    return new Clip(tags);
  }

  static Tag tag(FlvTag tag) {
    int typeId =
        switch (tag.type()) {
          case AUDIO -> 8;
          case VIDEO -> 9;
          case SCRIPT -> 18;
        };
    return new Tag(typeId, (int) tag.timestampMillis(), Unpooled.wrappedBuffer(tag.data()));
  }
}
