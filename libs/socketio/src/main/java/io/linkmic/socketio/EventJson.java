package io.linkmic.socketio;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.protocol.AckArgs;
import com.corundumstudio.socketio.protocol.Event;
import com.corundumstudio.socketio.protocol.JsonSupport;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * netty-socketio's JSON, with one difference: it never throws on a stranger's text. Every event
 * becomes one {@link #REQUEST} event with a {@link ClientRequest}, so that unknown names and bad
 * JSON are answered instead of logged and lost. Any thread.
 */
final class EventJson implements JsonSupport {
  /** The only event netty-socketio ever sees. */
  static final String REQUEST = "request";

  /** Our messages are two levels deep; a browser's candidate object three. */
  private static final int MAXIMUM_DEPTH = 16;

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAXIMUM_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  @Override
  public <T> T readValue(String namespace, ByteBufInputStream source, Class<T> type)
      throws IOException {
    // All of it: what stays in the buffer, netty-socketio would decode as another packet.
    byte[] json = source.readAllBytes();
    return type.cast(
        type == Event.class ? new Event(REQUEST, List.of(request(json))) : credentials(json));
  }

  private ClientRequest request(byte[] json) {
    try {
      JsonNode event = mapper.readTree(json);
      if (!event.isArray() || event.isEmpty() || !event.get(0).isString()) {
        return new ClientRequest.Unreadable("An event is a JSON array that begins with its name.");
      }
      JsonNode body = event.get(1);
      if (body != null && !body.isObject() && !body.isNull()) {
        return new ClientRequest.Unreadable("An event's argument is a JSON object.");
      }
      return new ClientRequest.Named(event.get(0).stringValue(), body);
    } catch (JacksonException e) {
      return new ClientRequest.Unreadable("The event is not valid JSON.");
    }
  }

  /** Of the handshake's {@code auth} only the token matters. */
  private Map<String, String> credentials(byte[] json) {
    try {
      JsonNode auth = mapper.readTree(json);
      JsonNode token = auth.isObject() ? auth.get("token") : null;
      if (token == null) {
        return Map.of();
      }
      // A token that is no text is a token that cannot be verified.
      return Map.of("token", token.isString() ? token.stringValue() : "");
    } catch (JacksonException e) {
      return Map.of("token", "");
    }
  }

  @Override
  public void writeValue(ByteBufOutputStream target, Object value) {
    mapper.writeValue((OutputStream) target, value);
  }

  @Override
  public AckArgs readAckArgs(ByteBufInputStream source, AckCallback<?> callback) {
    throw new IllegalStateException("acknowledgements are never asked for");
  }

  @Override
  public void addEventMapping(String namespace, String event, Class<?>... types) {}

  @Override
  public void removeEventMapping(String namespace, String event) {}

  @Override
  public List<byte[]> getArrays() {
    return List.of();
  }
}
