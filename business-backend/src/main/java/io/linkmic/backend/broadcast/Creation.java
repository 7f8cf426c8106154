package io.linkmic.backend.broadcast;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.access.Caller;
import io.linkmic.backend.mcu.McuAnswer;
import io.linkmic.backend.mcu.McuApi;
import io.linkmic.backend.playback.StreamUrls;
import io.linkmic.backend.problem.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Makes a broadcast: a pair from the pool, the room at mcu-api, the host's ticket, and last the
 * row. Whatever fails on the way, the pair goes to be released, which deletes the room if it was
 * made; nothing half-made can be seen. A process that dies on the way leaves a reservation that the
 * keeper finds.
 */
@Component
class Creation {
  private static final Logger LOG = LoggerFactory.getLogger(Creation.class);

  /** A room id that exists already is one in a billion; two in a row are no accident. */
  private static final int MOST_TRIES = 2;

  /** 31¹⁶: nobody guesses a broadcast that he was not told of. */
  private static final int ID_LENGTH = 16;

  /** A creation that mcu-api is still busy with is over by then, and what it made is deleted. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private final RoomPool pool;
  private final Broadcasts broadcasts;
  private final BroadcastRows rows;
  private final McuApi mcu;
  private final StreamUrls urls;
  private final Tickets tickets;
  private final Duration ticketTtl;
  private final SecureRandom random = new SecureRandom();

  Creation(
      RoomPool pool,
      Broadcasts broadcasts,
      BroadcastRows rows,
      McuApi mcu,
      StreamUrls urls,
      Tickets tickets,
      BackendProperties properties) {
    this.pool = pool;
    this.broadcasts = broadcasts;
    this.rows = rows;
    this.mcu = mcu;
    this.urls = urls;
    this.tickets = tickets;
    this.ticketTtl = properties.ticketTtl();
  }

  /**
   * What is asked for, checked.
   *
   * @param requestKey {@code Idempotency-Key}; null for none
   */
  record Wish(String title, String hostId, String hostName, @Nullable String requestKey) {}

  record Made(Broadcast broadcast, Ticket ticket) {}

  Made make(Caller caller, Wish wish) {
    Optional<Broadcast> earlier = earlier(caller, wish);
    if (earlier.isPresent()) {
      return again(earlier.get(), wish);
    }
    String id = "b-" + RoomPair.letters(random, ID_LENGTH);
    RoomPair pair = roomFor(id, wish);
    boolean done = false;
    try {
      Ticket ticket =
          tickets.make(pair.roomId(), wish.hostId(), wish.hostName(), Role.HOST, ticketTtl);
      Broadcast stored = broadcasts.begin(draft(id, caller, wish, pair), pair);
      done = true;
      return new Made(stored, ticket);
    } catch (DuplicateKeyException e) {
      // The same request came twice at the same time; the other one was faster.
      return again(earlier(caller, wish).orElseThrow(() -> e), wish);
    } finally {
      if (!done) {
        giveBack(pair);
      }
    }
  }

  private Optional<Broadcast> earlier(Caller caller, Wish wish) {
    return wish.requestKey() == null
        ? Optional.empty()
        : rows.findByOwnerAndRequestKey(caller.apiKey(), wish.requestKey());
  }

  private Made again(Broadcast earlier, Wish wish) {
    if (!earlier.title().equals(wish.title()) || !earlier.hostId().equals(wish.hostId())) {
      throw Refusal.of(
          422, "idempotency-key-reused", "This Idempotency-Key was used with another body.");
    }
    return new Made(
        earlier,
        tickets.make(earlier.roomId(), earlier.hostId(), earlier.hostName(), Role.HOST, ticketTtl));
  }

  private RoomPair roomFor(String id, Wish wish) {
    for (int attempt = 1; ; attempt++) {
      RoomPair pair = pool.reserve(id);
      String egress = urls.egress(pair.streamKey());
      McuAnswer answer = mcu.createRoom(pair.roomId(), wish.title(), egress, id + "-" + attempt);
      if (answer instanceof McuAnswer.Done) {
        return pair;
      }
      if (answer instanceof McuAnswer.Refused refused && refused.code().equals("room-exists")) {
        LOG.warn("room {} exists already; another one is taken", pair.roomId());
        pool.discard(pair);
        if (attempt < MOST_TRIES) {
          continue;
        }
      } else {
        // It may have been made although no answer came: releasing deletes it.
        giveBack(pair);
      }
      answer.orRefuse();
    }
  }

  private void giveBack(RoomPair pair) {
    try {
      pool.release(pair.roomId(), AFTER_FAILURE);
    } catch (RuntimeException e) {
      LOG.warn("the reservation of {} is left to the keeper", pair.roomId(), e);
    }
  }

  private static Broadcast draft(String id, Caller caller, Wish wish, RoomPair pair) {
    return new Broadcast(
        id,
        null,
        caller.apiKey(),
        wish.title(),
        wish.hostId(),
        wish.hostName(),
        BroadcastState.CREATED,
        Instant.EPOCH,
        pair.roomId(),
        pair.streamKey(),
        wish.requestKey(),
        Instant.EPOCH,
        null);
  }
}
