package io.linkmic.origin.http;

import io.linkmic.origin.stream.StreamStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operators' view of streams as JSON. */
final class StatusPage {
  private StatusPage() {}

  static String all(List<StreamStatus> streams) {
    return Json.write(Map.of("streams", streams.stream().map(StatusPage::members).toList()));
  }

  static String one(StreamStatus stream) {
    return Json.write(members(stream));
  }

  private static Map<String, @Nullable Object> members(StreamStatus stream) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("key", stream.key().value());
    members.put("state", stream.state());
    members.put("publisherSince", stream.publisherSince());
    members.put("videoCodec", stream.videoCodec());
    members.put("audioCodec", stream.audioCodec());
    members.put("width", stream.width());
    members.put("height", stream.height());
    members.put("framesPerSecond", stream.framesPerSecond());
    members.put("bitrate", stream.bitrate());
    members.put("viewers", stream.viewers());
    members.put("gopMillis", stream.gopMillis());
    members.put("gopBytes", stream.gopBytes());
    members.put("lastDts", stream.lastTimestamp());
    members.put("bytesIn", stream.bytesIn());
    return members;
  }
}
