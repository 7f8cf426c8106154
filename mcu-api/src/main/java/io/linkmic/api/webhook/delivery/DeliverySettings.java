package io.linkmic.api.webhook.delivery;

import java.time.Duration;

/**
 * The engine's bounds.
 *
 * @param instance shown in Redis, unique
 * @param leaseLife of the fan-out; how long nobody fans out after its leader died
 * @param idle between looks for work
 * @param visibility how long a claimed queue is hidden from other senders; longer than one try
 * @param connectTimeout of TCP, and of TLS after it
 * @param tryTimeout of one whole try, from the name's resolution to the last byte read
 * @param giveUpAfter an event that waited longer dies with its next failed try
 * @param senders at once in this instance
 * @param sendersOfHost at once to one host and port
 * @param mostOfRoom events waiting in one queue
 * @param most events waiting for one subscription
 * @param deadLettersKept per subscription
 */
public record DeliverySettings(
    String instance,
    Duration leaseLife,
    Duration idle,
    Duration visibility,
    Duration connectTimeout,
    Duration tryTimeout,
    Duration giveUpAfter,
    Backoff backoff,
    int senders,
    int sendersOfHost,
    int mostOfRoom,
    int most,
    int deadLettersKept) {

  /** What production uses. */
  public static DeliverySettings usual(String instance) {
    return new DeliverySettings(
        instance,
        // Five missed renewals; and a receiver hears nothing new for at most that long.
        Duration.ofSeconds(5),
        // Two looks in the time a person calls "at once"; 20 small commands a second.
        Duration.ofMillis(50),
        // Twice the longest try, so that a sender that is alive never loses its claim.
        Duration.ofSeconds(25),
        Duration.ofSeconds(2),
        // A receiver that needs longer should queue what it gets, and answer first.
        Duration.ofSeconds(10),
        Duration.ofHours(24),
        Backoff.USUAL,
        // Waiting threads cost little; 64 receivers that hang leave room for nobody, 10 of a key
        // do.
        64,
        // Four rooms at a time: a receiver sees no stampede when it comes back.
        4,
        // A room makes a few events a minute: hours of them. 700 bytes each.
        1_000,
        // 7 MB of Redis for one receiver that is away.
        10_000,
        1_000);
  }
}
