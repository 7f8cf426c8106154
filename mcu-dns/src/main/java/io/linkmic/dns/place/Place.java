package io.linkmic.dns.place;

import org.jspecify.annotations.Nullable;

/**
 * Where a client is, as far as known.
 *
 * @param region the operator's word, null when not known
 * @param isp the operator's word, null when not known
 * @param latitude degrees, null unless the longitude is there too
 */
public record Place(
    @Nullable String region,
    @Nullable String isp,
    @Nullable Double latitude,
    @Nullable Double longitude,
    Source source) {
  public static final Place UNKNOWN = new Place(null, null, null, null, Source.NOTHING);

  /** What told the region, or else the coordinates. */
  public enum Source {
    GEOIP_DATABASE("geoip-database"),
    NETWORK_TABLE("network-table"),
    REQUEST("request"),
    NOTHING("nothing");

    private final String word;

    Source(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
