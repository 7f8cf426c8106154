/**
 * Secrets and addresses on their way into a log line. A package of its own because every service
 * and every layer above rtc-core logs, and a wrapper that is hard to find is not used. Any thread.
 */
@NullMarked
package io.linkmic.contract.redaction;

import org.jspecify.annotations.NullMarked;
