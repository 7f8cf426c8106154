/**
 * Who sits in a running room: listed, muted, removed by the node that runs it. Thread: the
 * request's, which waits for the node at most two seconds.
 */
@NullMarked
package io.linkmic.api.participant;

import org.jspecify.annotations.NullMarked;
