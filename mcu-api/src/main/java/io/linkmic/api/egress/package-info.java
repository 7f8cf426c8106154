/**
 * RTMP targets of a room: their configuration from Redis, their figures from the node that runs it.
 * Thread: the request's.
 */
@NullMarked
package io.linkmic.api.egress;

import org.jspecify.annotations.NullMarked;
