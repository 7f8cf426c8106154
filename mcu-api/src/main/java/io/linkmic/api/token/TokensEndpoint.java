package io.linkmic.api.token;

import io.linkmic.api.access.Caller;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Fails;
import io.linkmic.api.http.Refusal;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.contract.request.Checked;
import io.linkmic.contract.token.CreateTokenRequest;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import io.linkmic.contract.token.TokenResponse;
import io.linkmic.contract.token.TokenRules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/tokens}. */
@Tag(name = "tokens")
@RestController
class TokensEndpoint {
  private final TokenMinter minter;
  private final RoomStore rooms;
  private final InstantSource clock;

  TokensEndpoint(TokenMinter minter, RoomStore rooms, InstantSource clock) {
    this.minter = minter;
    this.rooms = rooms;
    this.clock = clock;
  }

  /** For a room that is still to be made, too; not for another key's. */
  @Operation(
      operationId = "createToken",
      summary = "A participant's token, for a room of this API key that exists or will.")
  @Needs(Right.ROOM_IN_BODY)
  @Fails({Code.INVALID_REQUEST, Code.ROOM_NOT_FOUND})
  @PostMapping(
      path = "/v1/tokens",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<TokenResponse> create(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody CreateTokenRequest request) {
    ParticipantClaims claims =
        switch (TokenRules.check(
            request, caller.apiKey(), clock.instant(), () -> UUID.randomUUID().toString())) {
          case Checked.Accepted<ParticipantClaims> accepted -> accepted.value();
          case Checked.Refused<ParticipantClaims> refused -> throw Refusal.invalid(refused);
        };
    if (!caller.mayAdminister(claims.roomId())) {
      throw new Refusal(Code.NOT_GRANTED, "This token is for another room.");
    }
    boolean anothers =
        rooms
            .find(claims.roomId())
            .filter(room -> !room.apiKey().equals(caller.apiKey()))
            .isPresent();
    if (anothers) {
      throw new Refusal(Code.ROOM_NOT_FOUND);
    }
    return ResponseEntity.status(HttpStatus.CREATED)
        .header("Cache-Control", "no-store")
        .body(new TokenResponse(minter.mint(claims), claims.expiresAt()));
  }
}
