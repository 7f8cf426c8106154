package io.linkmic.dns.select;

import io.linkmic.dns.place.IpAddress;
import io.linkmic.dns.place.Place;

/**
 * What is asked.
 *
 * @param limit most candidates, 1–10
 */
public record Question(String roomId, IpAddress client, Place place, int limit) {}
