/**
 * The pages in a real browser against the whole of LinkMic: the independent oracle.
 *
 * <p>Uses the system's Chromium. Without one these tests are skipped and say so; with {@code
 * CI=true} they fail.
 */
@NullMarked
package io.linkmic.standalone.browser;

import org.jspecify.annotations.NullMarked;
