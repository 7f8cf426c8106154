package io.linkmic.standalone.api;

import io.linkmic.contract.token.ParticipantClaims;

/** Who calls, after authentication. */
sealed interface Caller {
  /** Request attribute that carries it from the filter to the endpoints. */
  String ATTRIBUTE = "io.linkmic.caller";

  /** A server with an API key and its secret: may do everything. */
  record Server(String apiKey) implements Caller {}

  /** A participant's token: may do in its own room what its grants say. */
  record Bearer(ParticipantClaims claims) implements Caller {}

  /** The API key on whose account things happen. */
  default String apiKey() {
    return switch (this) {
      case Server server -> server.apiKey();
      case Bearer bearer -> bearer.claims().issuer();
    };
  }

  default boolean mayAdminister(String roomId) {
    return switch (this) {
      case Server ignored -> true;
      case Bearer bearer ->
          bearer.claims().roomId().equals(roomId) && bearer.claims().grants().contains("admin");
    };
  }

  default boolean maySee(String roomId) {
    return switch (this) {
      case Server ignored -> true;
      case Bearer bearer -> bearer.claims().roomId().equals(roomId);
    };
  }
}
