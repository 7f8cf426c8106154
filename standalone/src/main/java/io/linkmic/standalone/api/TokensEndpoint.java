package io.linkmic.standalone.api;

import io.linkmic.contract.room.Checked;
import io.linkmic.contract.token.CreateTokenRequest;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import io.linkmic.contract.token.TokenResponse;
import io.linkmic.contract.token.TokenRules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/tokens}. */
@RestController
class TokensEndpoint {
  private final TokenMinter minter;
  private final InstantSource clock = InstantSource.system();

  TokensEndpoint(TokenMinter minter) {
    this.minter = minter;
  }

  @PostMapping(path = "/v1/tokens", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TokenResponse> create(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody CreateTokenRequest request) {
    Instant now = clock.instant();
    ParticipantClaims claims =
        switch (TokenRules.check(
            request, caller.apiKey(), now, () -> UUID.randomUUID().toString())) {
          case Checked.Accepted<ParticipantClaims> accepted -> accepted.value();
          case Checked.Refused<ParticipantClaims> refused ->
              throw new Refusal(Problem.invalid(refused.message(), refused.problems()));
        };
    if (!caller.mayAdminister(claims.roomId())) {
      throw new Refusal(
          Problem.of(
              403, "not-granted", "This token does not allow to make tokens for this room."));
    }
    return ResponseEntity.status(201)
        .header("Cache-Control", "no-store")
        .body(new TokenResponse(minter.mint(claims), claims.expiresAt()));
  }
}
