/**
 * The pages in a real browser, against the whole backend on a real PostgreSQL, with mcu-api's end
 * of the wire spoken by a peer that can be told to be away.
 *
 * <p>Uses the system's Chromium; without one these tests are skipped and say so, with {@code
 * CI=true} they fail.
 */
@NullMarked
package io.linkmic.backend.pages;

import org.jspecify.annotations.NullMarked;
