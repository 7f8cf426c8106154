/**
 * Which node runs which room: leases with fencing epochs.
 *
 * <p>Enters: claims of nodes. Leaves: at most one owner per room, each with an epoch higher than
 * all before it. Decided by scripts inside Redis and by Redis' clock only. Any thread that may
 * wait.
 */
@NullMarked
package io.linkmic.cluster.lease;

import org.jspecify.annotations.NullMarked;
