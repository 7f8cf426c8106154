package io.linkmic.backend.chat;

import io.linkmic.socketio.DoorUnavailable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence that the chat's port is taken. */
public final class ChatDoorAnalyzer extends AbstractFailureAnalyzer<DoorUnavailable> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, DoorUnavailable cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), null, failure);
  }
}
