/** Options, addresses, and LinkMic as a whole. */
@NullMarked
package io.linkmic.standalone;

import org.jspecify.annotations.NullMarked;
