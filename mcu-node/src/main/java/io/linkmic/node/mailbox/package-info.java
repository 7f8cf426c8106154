/**
 * How threads talk: bounded queues of messages, each with one receiver on a shared pool.
 *
 * <p>Enters: messages from any thread. Leaves: the same messages, in order, one at a time. This and
 * pools are the only places where threads meet.
 */
@NullMarked
package io.linkmic.node.mailbox;

import org.jspecify.annotations.NullMarked;
