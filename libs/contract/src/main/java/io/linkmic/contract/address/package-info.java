/**
 * Judging where a stranger's URL may lead: host names that hide nothing, addresses that the whole
 * Internet can reach. Values only, asks nobody; any thread.
 */
@NullMarked
package io.linkmic.contract.address;

import org.jspecify.annotations.NullMarked;
