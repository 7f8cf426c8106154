/** What mcu-dns answers, for those who ask it for a node. Values only; any thread. */
@NullMarked
package io.linkmic.contract.dns;

import org.jspecify.annotations.NullMarked;
