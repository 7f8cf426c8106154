package io.linkmic.api.access;

import io.linkmic.contract.token.ParticipantClaims;

/** Who calls, after authentication. */
public sealed interface Caller {
  /** Request attribute that carries it from the filter to the endpoints. */
  String ATTRIBUTE = "io.linkmic.caller";

  /** A server with an API key and its secret: may do everything with the key's own rooms. */
  record Server(String apiKey) implements Caller {}

  /** A participant's token: may do in its own room what its grants say. */
  record Bearer(ParticipantClaims claims) implements Caller {
    @Override
    public String apiKey() {
      return claims.issuer();
    }
  }

  /** The API key on whose account things happen. */
  String apiKey();

  /** The same for every request of the same caller, and never another's. */
  default String identity() {
    return switch (this) {
      case Server server -> "key\n" + server.apiKey();
      case Bearer bearer ->
          "bearer\n"
              + bearer.claims().issuer()
              + "\n"
              + bearer.claims().roomId()
              + "\n"
              + bearer.claims().participantId();
    };
  }

  /** As far as the caller's own papers say; whose room it is, Redis knows. */
  default boolean mayAdminister(String roomId) {
    return switch (this) {
      case Server ignored -> true;
      case Bearer bearer -> maySee(roomId) && bearer.claims().grants().contains("admin");
    };
  }

  default boolean maySee(String roomId) {
    return switch (this) {
      case Server ignored -> true;
      case Bearer bearer -> bearer.claims().roomId().equals(roomId);
    };
  }
}
