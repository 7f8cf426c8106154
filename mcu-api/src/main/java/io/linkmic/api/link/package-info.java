/**
 * Links of rooms (PK): each shows the other's hosts. Enters: wishes for links. Leaves: both rooms'
 * configurations, changed together by {@link io.linkmic.api.room.LinkedRooms}; the state of a link
 * is asked of the node that runs the room. Thread: the request's.
 */
@NullMarked
package io.linkmic.api.link;

import org.jspecify.annotations.NullMarked;
