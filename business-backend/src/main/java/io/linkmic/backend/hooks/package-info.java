/**
 * mcu-api's events come in here: {@code POST /hooks/linkmic}, signed as Standard Webhooks has it.
 *
 * <p>Enters: deliveries, at least once each, in order per room but for what is sent again. Leaves:
 * changes of broadcasts, alerts, events for consoles; each event's id is stored in the transaction
 * of its effect, so that it has none twice. Also makes sure that mcu-api knows where to send them.
 * Thread: Tomcat's; one that subscribes.
 */
@NullMarked
package io.linkmic.backend.hooks;

import org.jspecify.annotations.NullMarked;
