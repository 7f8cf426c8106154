/** What {@code GET /v1/rooms/{roomId}/program} says of a running room. Values only; any thread. */
@NullMarked
package io.linkmic.contract.program;

import org.jspecify.annotations.NullMarked;
