package io.linkmic.origin.session;

import io.linkmic.origin.amf.Amf0Writer;
import io.linkmic.origin.amf.AmfValue;
import io.linkmic.origin.rtmp.ChunkWriter;
import io.linkmic.origin.rtmp.MessageType;
import io.linkmic.origin.rtmp.RtmpMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.Map;

/** Command replies as chunked bytes, in the words clients compare with. */
final class Replies {
  /** The only message stream a connection has. */
  static final int STREAM_ID = 1;

  private static final int COMMAND_CHUNK_STREAM = 3;
  private static final int STATUS_CHUNK_STREAM = 5;

  private Replies() {}

  static void result(ByteBuf out, int chunkSize, double transaction, AmfValue... values) {
    AmfValue[] all = new AmfValue[2 + values.length];
    all[0] = AmfValue.of("_result");
    all[1] = AmfValue.of(transaction);
    System.arraycopy(values, 0, all, 2, values.length);
    command(out, chunkSize, COMMAND_CHUNK_STREAM, 0, all);
  }

  static void connected(ByteBuf out, int chunkSize, double transaction) {
    Map<String, AmfValue> properties = new LinkedHashMap<>();
    properties.put("fmsVer", AmfValue.of("FMS/3,5,7,7009"));
    properties.put("capabilities", AmfValue.of(31));
    Map<String, AmfValue> info =
        info("status", "NetConnection.Connect.Success", "Connection succeeded.");
    info.put("objectEncoding", AmfValue.of(0));
    result(out, chunkSize, transaction, new AmfValue.Obj(properties), new AmfValue.Obj(info));
  }

  static void connectRefused(ByteBuf out, int chunkSize, double transaction, String why) {
    command(
        out,
        chunkSize,
        COMMAND_CHUNK_STREAM,
        0,
        AmfValue.of("_error"),
        AmfValue.of(transaction),
        AmfValue.nothing(),
        new AmfValue.Obj(info("error", "NetConnection.Connect.InvalidApp", why)));
  }

  static void status(ByteBuf out, int chunkSize, String code, String description) {
    onStatus(out, chunkSize, "status", code, description);
  }

  static void error(ByteBuf out, int chunkSize, String code, String description) {
    onStatus(out, chunkSize, "error", code, description);
  }

  private static void onStatus(
      ByteBuf out, int chunkSize, String level, String code, String description) {
    command(
        out,
        chunkSize,
        STATUS_CHUNK_STREAM,
        STREAM_ID,
        AmfValue.of("onStatus"),
        AmfValue.of(0),
        AmfValue.nothing(),
        new AmfValue.Obj(info(level, code, description)));
  }

  private static Map<String, AmfValue> info(String level, String code, String description) {
    Map<String, AmfValue> info = new LinkedHashMap<>();
    info.put("level", AmfValue.of(level));
    info.put("code", AmfValue.of(code));
    info.put("description", AmfValue.of(description));
    return info;
  }

  private static void command(
      ByteBuf out, int chunkSize, int chunkStream, int streamId, AmfValue... values) {
    ByteBuf payload = Unpooled.buffer(256);
    Amf0Writer.write(payload, values);
    RtmpMessage message = new RtmpMessage(MessageType.COMMAND_AMF0, 0, streamId, payload);
    ChunkWriter.write(out, chunkStream, message, chunkSize);
  }
}
