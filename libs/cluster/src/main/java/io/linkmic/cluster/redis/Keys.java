package io.linkmic.cluster.redis;

/**
 * Every key of LinkMic. All stored values begin with, or carry, the version of their shape ({@link
 * #SCHEMA}); a reader leaves alone what a newer LinkMic wrote.
 */
public final class Keys {
  public static final int SCHEMA = 1;

  /** {@code linkmic:node:{nodeId}} → {@code 1 beatMillis incarnation json}, lives 6 s. */
  public static final String NODE = "linkmic:node:";

  /** Sorted set of node ids by their last beat, for those that went silent. */
  public static final String NODES = "linkmic:nodes";

  /** When this data set began, by Redis' clock in ms. Missing in an empty Redis. */
  public static final String BORN = "linkmic:born";

  /** Hash of room id → {@code 1 epoch nodeId incarnation}. */
  public static final String LEASES = "linkmic:leases";

  /** Stream of changes of {@link #LEASES}, for those who keep a copy. */
  public static final String LEASE_CHANGES = "linkmic:lease-changes";

  /** The highest epoch given out. */
  public static final String EPOCH = "linkmic:epoch";

  /** {@code linkmic:room:{roomId}} → {@code 1 version apiKey json}. */
  public static final String ROOM = "linkmic:room:";

  /** {@code linkmic:rooms-of:{apiKey}}: sorted set of its room ids, all with score 0. */
  public static final String ROOMS_OF = "linkmic:rooms-of:";

  /** Hash of entry id → JSON. */
  public static final String BLACKLIST = "linkmic:blacklist";

  /** Stream of events. */
  public static final String EVENTS = "linkmic:events";

  /** Hash of room id or {@code node:id} → the last event's sequence. */
  public static final String EVENT_SEQUENCES = "linkmic:event-sequences";

  /** {@code linkmic:event:{eventId}}: appended already; lives 10 min. */
  public static final String EVENT = "linkmic:event:";

  /** {@code linkmic:chat:{broadcastId}}: pub/sub channel. */
  public static final String CHAT = "linkmic:chat:";

  private Keys() {}
}
