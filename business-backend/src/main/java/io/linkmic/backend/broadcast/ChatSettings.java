package io.linkmic.backend.broadcast;

import java.util.Map;

/** What the chat adds to a broadcast's answers: where it is, how it is set. */
@FunctionalInterface
public interface ChatSettings {
  Map<String, Object> of(Broadcast broadcast);
}
