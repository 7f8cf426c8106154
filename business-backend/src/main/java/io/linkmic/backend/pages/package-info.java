/**
 * The pages: the console, the host's page, the viewers' page, and the tickets that these two ask
 * for.
 *
 * <p>Enters: browsers. Leaves: static files of this jar (nothing from other hosts), with headers
 * that keep them to that; tickets of {@link io.linkmic.backend.pages.TicketOffice}, a host's to
 * whom the console is open to, a visitor's to anybody, so many a minute. Thread: Tomcat's.
 */
@NullMarked
package io.linkmic.backend.pages;

import org.jspecify.annotations.NullMarked;
