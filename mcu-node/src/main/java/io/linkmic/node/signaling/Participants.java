package io.linkmic.node.signaling;

import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.node.room.Participant;

/** From a verified token to who joins. */
public final class Participants {
  private Participants() {}

  public static Participant of(ParticipantClaims claims) {
    return new Participant(claims.participantId(), claims.name(), claims.grants());
  }
}
