package io.linkmic.backend.broadcast;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * One broadcast, as stored.
 *
 * @param id unguessable: whoever knows it may watch
 * @param version counts changes; null before it is stored
 * @param owner the API key on whose account it is
 * @param streamKey secret
 * @param requestKey the creation's {@code Idempotency-Key}
 * @param stateSince by PostgreSQL's clock, as all times
 */
@Table("broadcast")
public record Broadcast(
    @Id String id,
    @Version @Nullable Integer version,
    String owner,
    String title,
    String hostId,
    String hostName,
    BroadcastState state,
    Instant stateSince,
    String roomId,
    String streamKey,
    @Nullable String requestKey,
    Instant createdAt,
    @Nullable Instant endedAt) {

  Broadcast in(BroadcastState next, Instant at) {
    return new Broadcast(
        id,
        version,
        owner,
        title,
        hostId,
        hostName,
        next,
        at,
        roomId,
        streamKey,
        requestKey,
        createdAt,
        next == BroadcastState.ENDED ? at : null);
  }

  public boolean ended() {
    return state == BroadcastState.ENDED;
  }

  /** Somebody else's sentence without our stream key, should it quote an address. */
  public String withoutKey(String sentence) {
    return sentence.replace(streamKey, "…");
  }

  @Override
  public String toString() {
    return "Broadcast[" + id + ", " + state + "]";
  }
}
