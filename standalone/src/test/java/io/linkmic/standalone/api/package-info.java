/** Tests of this package. */
@NullMarked
package io.linkmic.standalone.api;

import org.jspecify.annotations.NullMarked;
