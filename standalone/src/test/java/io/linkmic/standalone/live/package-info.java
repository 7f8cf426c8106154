/**
 * A node and an origin as processes of their own, with strangers around them: hosts that vanish,
 * targets that go away, senders of garbage.
 */
@NullMarked
package io.linkmic.standalone.live;

import org.jspecify.annotations.NullMarked;
