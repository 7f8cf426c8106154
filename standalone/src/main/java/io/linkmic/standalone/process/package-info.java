/**
 * Child processes that cannot outlive this JVM: sample hosts, nodes, Redis and PostgreSQL.
 *
 * <p>Enters: a command. Leaves: the child's exit code. Thread: the caller's; the leash itself is a
 * shell's.
 */
@NullMarked
package io.linkmic.standalone.process;

import org.jspecify.annotations.NullMarked;
