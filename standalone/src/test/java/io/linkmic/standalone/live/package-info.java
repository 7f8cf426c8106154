/**
 * A node and an origin as processes of their own, or a whole fleet with every service, with
 * strangers around them: hosts that vanish, targets that go away, senders of garbage, a Redis that
 * is killed.
 */
@NullMarked
package io.linkmic.standalone.live;

import org.jspecify.annotations.NullMarked;
