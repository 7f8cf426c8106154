package io.linkmic.origin.amf;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads AMF0 values; the counterpart of {@link Amf0Writer}. */
public final class Amf0Reader {
  /** Real commands nest twice; more than this is an attack on the stack. */
  private static final int MAX_DEPTH = 16;

  /** A connect command has about twelve values in all; OBS' metadata about twenty-five. */
  private static final int MAX_VALUES = 1024;

  private final ByteBuf in;
  private final int base;
  private int values;
  private @Nullable String fault;

  private Amf0Reader(ByteBuf in) {
    this.in = in;
    this.base = in.readerIndex();
  }

  /** Reads all values of {@code payload}, which is borrowed and whose indices stay as they are. */
  public static AmfDecoding read(ByteBuf payload) {
    Amf0Reader reader = new Amf0Reader(payload.duplicate());
    List<AmfValue> values = new ArrayList<>(4);
    while (reader.in.isReadable() && reader.fault == null) {
      values.add(reader.value(0));
    }
    String fault = reader.fault;
    return fault == null
        ? new AmfDecoding.Values(List.copyOf(values))
        : new AmfDecoding.Malformed(fault, reader.in.readerIndex() - reader.base);
  }

  private AmfValue value(int depth) {
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      return fail("too many values");
    }
    if (!need(1)) {
      return AmfValue.nothing();
    }
    int marker = in.readUnsignedByte();
    return switch (marker) {
      case AmfMarker.NUMBER -> need(8) ? new AmfValue.Num(in.readDouble()) : AmfValue.nothing();
      case AmfMarker.BOOLEAN ->
          need(1) ? new AmfValue.Bool(in.readByte() != 0) : AmfValue.nothing();
      case AmfMarker.STRING -> new AmfValue.Text(shortText());
      case AmfMarker.LONG_STRING -> new AmfValue.Text(longText());
      case AmfMarker.OBJECT -> members(depth);
      case AmfMarker.TYPED_OBJECT -> {
        shortText();
        yield members(depth);
      }
      case AmfMarker.ECMA_ARRAY -> {
        // The count is only a hint: some encoders write 0. The end marker rules.
        skip(4);
        yield members(depth);
      }
      case AmfMarker.STRICT_ARRAY -> items(depth);
      case AmfMarker.NULL, AmfMarker.UNDEFINED, AmfMarker.UNSUPPORTED -> AmfValue.nothing();
      case AmfMarker.REFERENCE -> skip(2);
      case AmfMarker.DATE -> skip(10);
      case AmfMarker.XML -> {
        longText();
        yield AmfValue.nothing();
      }
      default -> fail("unknown marker");
    };
  }

  private AmfValue members(int depth) {
    Map<String, AmfValue> members = new LinkedHashMap<>();
    while (fault == null) {
      // Some encoders leave the end marker out where the payload ends.
      if (!in.isReadable()) {
        break;
      }
      String name = shortText();
      if (fault != null) {
        break;
      }
      if (name.isEmpty() && in.isReadable() && in.getByte(in.readerIndex()) == AmfMarker.END) {
        in.skipBytes(1);
        break;
      }
      members.put(name, value(depth + 1));
    }
    return new AmfValue.Obj(members);
  }

  private AmfValue items(int depth) {
    List<AmfValue> items = new ArrayList<>();
    if (!need(4)) {
      return AmfValue.nothing();
    }
    long count = in.readUnsignedInt();
    for (long i = 0; i < count && fault == null; i++) {
      items.add(value(depth + 1));
    }
    return new AmfValue.Array(items);
  }

  private String shortText() {
    return need(2) ? text(in.readUnsignedShort()) : "";
  }

  private String longText() {
    return need(4) ? text(in.readUnsignedInt()) : "";
  }

  private String text(long length) {
    if (length > in.readableBytes()) {
      fail("cut off");
      return "";
    }
    return in.readCharSequence((int) length, StandardCharsets.UTF_8).toString();
  }

  private AmfValue skip(int count) {
    if (need(count)) {
      in.skipBytes(count);
    }
    return AmfValue.nothing();
  }

  private boolean need(int count) {
    if (in.readableBytes() >= count) {
      return true;
    }
    fail("cut off");
    return false;
  }

  private AmfValue fail(String reason) {
    if (fault == null) {
      fault = reason;
    }
    return AmfValue.nothing();
  }
}
