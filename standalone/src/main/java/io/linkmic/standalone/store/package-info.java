/**
 * The real Redis and the real PostgreSQL that come along, each a process on loopback with data of
 * its own that is gone when it stops.
 *
 * <p>Enters: nothing but a folder for logs. Leaves: the addresses that services are told. Thread:
 * the one that starts and stops everything.
 */
@NullMarked
package io.linkmic.standalone.store;

import org.jspecify.annotations.NullMarked;
