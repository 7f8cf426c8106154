/**
 * Test sounds, an independent decoder, a measure of audible noise, and the benchmark that prints
 * the table in docs/performance.md.
 */
package io.linkmic.media.sound;
