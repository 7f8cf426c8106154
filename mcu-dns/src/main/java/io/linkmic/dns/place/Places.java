package io.linkmic.dns.place;

import org.jspecify.annotations.Nullable;

/**
 * Finds a client's place: the database first, then the network table, then the client's own word.
 * Each fills what those before it left open. Any thread.
 */
public final class Places {
  private final @Nullable GeoDatabase database;
  private final NetworkTable networks;

  public Places(@Nullable GeoDatabase database, NetworkTable networks) {
    this.database = database;
    this.networks = networks;
  }

  /**
   * @param region as the request says, or null
   * @param isp as the request says, or null
   */
  public Place of(IpAddress client, @Nullable String region, @Nullable String isp) {
    Place found = database == null ? null : database.find(client);
    NetworkTable.Entry entry = networks.find(client);
    if (found == null && entry == null) {
      return region == null && isp == null
          ? Place.UNKNOWN
          : new Place(region, isp, null, null, Place.Source.REQUEST);
    }
    Place.Source source = found != null ? Place.Source.GEOIP_DATABASE : Place.Source.NETWORK_TABLE;
    String knownRegion = found == null ? null : found.region();
    if (knownRegion == null && entry != null) {
      knownRegion = entry.region();
    }
    String knownIsp = found == null ? null : found.isp();
    if (knownIsp == null && entry != null && !entry.isp().isEmpty()) {
      knownIsp = entry.isp();
    }
    return new Place(
        knownRegion == null ? region : knownRegion,
        knownIsp == null ? isp : knownIsp,
        found == null ? null : found.latitude(),
        found == null ? null : found.longitude(),
        source);
  }
}
