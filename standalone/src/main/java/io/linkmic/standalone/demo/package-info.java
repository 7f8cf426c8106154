/**
 * Sample hosts for {@code ./linkmic demo}: FFmpeg processes that publish drawn pictures over WHIP,
 * exactly as a stranger's FFmpeg would.
 *
 * <p>Enters: the business backend's address. Leaves: media over UDP. Thread: one virtual thread per
 * host supervises its process; no process outlives this JVM.
 */
@NullMarked
package io.linkmic.standalone.demo;

import org.jspecify.annotations.NullMarked;
