/**
 * Judging where a stranger's URL may lead: host names that hide nothing, addresses that the whole
 * Internet can reach, HTTP URLs as a whole. Values; only {@link
 * io.linkmic.contract.address.DestinationRules} asks DNS. Any thread.
 */
@NullMarked
package io.linkmic.contract.address;

import org.jspecify.annotations.NullMarked;
