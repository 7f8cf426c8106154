package io.linkmic.api.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters to be sent again.
 *
 * @param eventIds left out for all
 */
record ResendRequest(@Nullable List<String> eventIds) {}
