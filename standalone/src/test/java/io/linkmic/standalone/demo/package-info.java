/** Tests of this package. */
@NullMarked
package io.linkmic.standalone.demo;

import org.jspecify.annotations.NullMarked;
