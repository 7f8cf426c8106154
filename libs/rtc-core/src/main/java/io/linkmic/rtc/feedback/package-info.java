/** When to send NACK, PLI, receiver reports and transport-cc. */
@NullMarked
package io.linkmic.rtc.feedback;

import org.jspecify.annotations.NullMarked;
