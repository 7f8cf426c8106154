/**
 * The one way to Redis: connection, keys, scripts, stored values.
 *
 * <p>Enters: commands of the packages beside this one. Leaves: their answers, or {@link
 * io.linkmic.cluster.redis.RedisUnavailable} within half a second; nothing is ever replayed after a
 * reconnect. Any thread that may wait.
 */
@NullMarked
package io.linkmic.cluster.redis;

import org.jspecify.annotations.NullMarked;
