package io.linkmic.dns.place;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A MaxMind database, City or alike. Regions are ISO words in lower case, {@code cn-bj} or {@code
 * cn}, turned into the operator's words where a table says so. Any thread.
 */
public final class GeoDatabase implements Closeable {
  // Records and names repeat; MaxMind's own default, some MB.
  private static final int CACHED = 4_096;

  private final Reader reader;
  private final Map<String, String> regions;
  private final LongAdder unreadable = new LongAdder();

  private GeoDatabase(Reader reader, Map<String, String> regions) {
    this.reader = reader;
    this.regions = new HashMap<>();
    regions.forEach((place, region) -> this.regions.put(place.toLowerCase(Locale.ROOT), region));
  }

  /**
   * @param regions {@code cn-bj} or {@code cn} → the operator's region
   * @throws IOException when the file is not there or no such database
   */
  public static GeoDatabase open(Path file, Map<String, String> regions) throws IOException {
    Reader reader = new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED, new CHMCache(CACHED));
    return new GeoDatabase(reader, regions);
  }

  /** Null when the address is not in it. */
  @Nullable Place find(IpAddress address) {
    GeoRecord found;
    try {
      found = reader.get(address.toInetAddress(), GeoRecord.class);
    } catch (IOException | RuntimeException e) {
      // A damaged record is as good as none: the next source is asked.
      unreadable.increment();
      return null;
    }
    return found == null ? null : place(found);
  }

  private @Nullable Place place(GeoRecord found) {
    GeoRecord.Location location = found.location();
    Double latitude = location == null ? null : location.latitude();
    Double longitude = location == null ? null : location.longitude();
    boolean located = latitude != null && longitude != null;
    String region = region(found);
    String isp = found.traits() == null ? null : found.traits().isp();
    if (region == null && isp == null && !located) {
      return null;
    }
    return new Place(
        region,
        isp,
        located ? latitude : null,
        located ? longitude : null,
        Place.Source.GEOIP_DATABASE);
  }

  private @Nullable String region(GeoRecord found) {
    String country = found.country() == null ? null : found.country().isoCode();
    if (country == null) {
      return null;
    }
    String nation = country.toLowerCase(Locale.ROOT);
    List<GeoRecord.Subdivision> parts = found.subdivisions();
    String part = parts == null || parts.isEmpty() ? null : parts.getFirst().isoCode();
    String exact = part == null ? nation : nation + "-" + part.toLowerCase(Locale.ROOT);
    String named = regions.get(exact);
    return named != null ? named : regions.getOrDefault(nation, exact);
  }

  /** Records that could not be read so far. */
  public long unreadable() {
    return unreadable.sum();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
