/** Tests of this package. */
@NullMarked
package io.linkmic.standalone.process;

import org.jspecify.annotations.NullMarked;
