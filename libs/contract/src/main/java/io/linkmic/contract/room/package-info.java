/**
 * Rooms as they cross process boundaries: what {@code POST /v1/rooms} takes and gives. JSON in
 * camelCase, durations ISO 8601, bit rates in bit/s. Values only; any thread.
 */
@NullMarked
package io.linkmic.contract.room;

import org.jspecify.annotations.NullMarked;
