/**
 * The fleet for operators: rooms, nodes and the blacklist, passed on to mcu-api with this service's
 * API key and answered as it answers. Nothing is kept. Thread: Tomcat's.
 */
@NullMarked
package io.linkmic.backend.fleet;

import org.jspecify.annotations.NullMarked;
