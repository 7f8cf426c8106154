/**
 * The pages: start, host and watch.
 *
 * <p>Enters: browsers. Leaves: static files of this jar (nothing from other hosts), and, to this
 * machine's own browsers only, tokens made with the development key. Thread: Tomcat's.
 */
@NullMarked
package io.linkmic.standalone.pages;

import org.jspecify.annotations.NullMarked;
