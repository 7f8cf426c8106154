package io.linkmic.api.webhook.subscription;

/** Where webhooks live in Redis; what the queues use is told in {@code delivery/queues.lua}. */
public final class WebhookKeys {
  public static final String PREFIX = "linkmic:webhook:";

  /** Hash of webhook id → JSON. */
  static final String SUBSCRIPTIONS = PREFIX + "subscriptions";

  /** Grows with each change of {@link #SUBSCRIPTIONS} or {@link #DISABLED}. */
  static final String VERSION = PREFIX + "version";

  /** {@code linkmic:webhook:of:{apiKey}}: sorted set of webhook ids, all with score 0. */
  static final String OF = PREFIX + "of:";

  /** Hash of webhook id → {@code 1 millis reason}. */
  static final String DISABLED = PREFIX + "disabled";

  /** Sorted set of webhook ids by when something of theirs may be sent. */
  static final String DUE = PREFIX + "due";

  /** {@code 1 token instance}, lives while somebody renews it. */
  public static final String LEADER = PREFIX + "leader";

  /** The last token that a leader got. */
  public static final String LEADER_TOKEN = PREFIX + "leader-token";

  /** {@code linkmic:webhook:dead:{webhookId}}: hash of event id → JSON. */
  public static final String DEAD = PREFIX + "dead:";

  /** {@code linkmic:webhook:dead-order:{webhookId}}: sorted set of event ids. */
  public static final String DEAD_ORDER = PREFIX + "dead-order:";

  private WebhookKeys() {}
}
