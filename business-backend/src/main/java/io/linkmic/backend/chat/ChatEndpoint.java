package io.linkmic.backend.chat;

import io.linkmic.backend.access.Caller;
import io.linkmic.backend.broadcast.Broadcasts;
import io.linkmic.backend.problem.Problem;
import io.linkmic.backend.problem.Refusal;
import io.linkmic.contract.request.FieldProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/broadcasts/{id}/chat}: history and mutes, for whoever owns the broadcast. */
@RestController
@RequestMapping("/api/v1/broadcasts/{id}/chat")
class ChatEndpoint {
  private static final int LONGEST_PAGE = 100;
  private static final int MAXIMUM_PARTICIPANT_ID = 128;

  private final ChatDoor chat;
  private final Broadcasts broadcasts;

  ChatEndpoint(ChatDoor chat, Broadcasts broadcasts) {
    this.chat = chat;
    this.broadcasts = broadcasts;
  }

  /** A page of what was said; also of broadcasts that are over. */
  @GetMapping
  Messages.Page history(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Integer limit) {
    broadcasts.require(caller, id);
    int size = limit == null ? ChatStore.PAGE : limit;
    if (size < 1 || size > LONGEST_PAGE) {
      throw invalid("limit", "limit is 1–" + LONGEST_PAGE + ".");
    }
    return chat.store().page(id, before == null ? Long.MAX_VALUE : before, size);
  }

  /** Who may not write, the newest first. */
  @GetMapping("/mutes")
  Messages.Mutes mutes(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
    broadcasts.require(caller, id);
    return new Messages.Mutes(chat.store().mutes(id));
  }

  @PostMapping("/mutes/{participantId}")
  Messages.Muted mute(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String id,
      @PathVariable String participantId) {
    broadcasts.require(caller, id);
    check(participantId);
    if (!chat.mutes().set(id, participantId, true, caller.apiKey())) {
      throw Refusal.of(409, "too-many-mutes", "Nobody else can be muted in this chat.");
    }
    return new Messages.Muted(participantId, true);
  }

  @DeleteMapping("/mutes/{participantId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unmute(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String id,
      @PathVariable String participantId) {
    broadcasts.require(caller, id);
    check(participantId);
    chat.mutes().set(id, participantId, false, caller.apiKey());
  }

  private static void check(String participantId) {
    if (participantId.length() > MAXIMUM_PARTICIPANT_ID
        || participantId.codePoints().anyMatch(Character::isISOControl)) {
      throw invalid("participantId", "participantId has 1–128 characters.");
    }
  }

  private static Refusal invalid(String field, String message) {
    return new Refusal(
        Problem.invalid("The request is not valid.", List.of(new FieldProblem(field, message))));
  }
}
