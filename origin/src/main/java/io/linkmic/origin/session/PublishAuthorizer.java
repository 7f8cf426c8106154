package io.linkmic.origin.session;

import io.linkmic.origin.stream.StreamKey;
import java.net.InetAddress;
import java.util.Map;

/** Decides who may publish. Called on event loops: must answer at once. */
@FunctionalInterface
public interface PublishAuthorizer {

  /**
   * May this peer publish?
   *
   * @param parameters of the stream name's query, decoded
   */
  boolean mayPublish(StreamKey key, Map<String, String> parameters, InetAddress peer);
}
