package io.linkmic.backend.broadcast;

import java.util.List;
import java.util.Optional;

/** What an invited person may do. */
enum Role {
  /** Whose broadcast it is: a fresh ticket for the old one. */
  HOST("host"),
  CO_HOST("co-host"),
  AUDIENCE("audience");

  private final String word;

  Role(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** Of the participant's token. */
  List<String> grants() {
    return switch (this) {
      case HOST -> List.of("publish", "subscribe", "message", "admin");
      case CO_HOST -> List.of("publish", "subscribe", "message");
      case AUDIENCE -> List.of("subscribe", "message");
    };
  }

  static Optional<Role> of(String word) {
    for (Role role : values()) {
      if (role.word.equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
