/**
 * Metrics: what {@link io.linkmic.origin.stream.OriginFigures} counts, under the prefix {@code
 * linkmic_origin_}, without labels that name streams.
 *
 * <p>Enters: counters that event loops write. Leaves: meters of a Micrometer registry. Thread: any.
 */
@NullMarked
package io.linkmic.origin.telemetry;

import org.jspecify.annotations.NullMarked;
