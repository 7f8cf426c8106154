/**
 * What happens in the fleet, as it travels from a node through Redis to mcu-api and on to webhooks.
 * Values only; any thread.
 */
@NullMarked
package io.linkmic.contract.event;

import org.jspecify.annotations.NullMarked;
