/** ICE (RFC 8445): the lite agent of the node and the plain client; consent (RFC 7675). */
@NullMarked
package io.linkmic.rtc.ice;

import org.jspecify.annotations.NullMarked;
