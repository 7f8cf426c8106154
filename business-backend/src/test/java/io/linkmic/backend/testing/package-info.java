/**
 * What the tests run against: a real PostgreSQL, a whole backend, and mcu-api's end of the wire.
 */
package io.linkmic.backend.testing;
