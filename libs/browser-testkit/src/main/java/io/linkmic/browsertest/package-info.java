/**
 * The system's Chromium for tests, driven by Playwright.
 *
 * <p>Enters: a test's wish for a page. Leaves: pages with a fake camera, each in a browser context
 * of its own. Without a Chromium tests are skipped and say so; with {@code CI=true} they fail. Not
 * deployed.
 */
@NullMarked
package io.linkmic.browsertest;

import org.jspecify.annotations.NullMarked;
