package io.linkmic.dns.place;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a City-like record that is used; MaxMind's names. Public for their reflection. */
public record GeoRecord(
    @Nullable Country country,
    @Nullable List<Subdivision> subdivisions,
    @Nullable Location location,
    @Nullable Traits traits) {

  @MaxMindDbConstructor
  public GeoRecord(
      @MaxMindDbParameter(name = "country") @Nullable Country country,
      @MaxMindDbParameter(name = "subdivisions") @Nullable List<Subdivision> subdivisions,
      @MaxMindDbParameter(name = "location") @Nullable Location location,
      @MaxMindDbParameter(name = "traits") @Nullable Traits traits) {
    this.country = country;
    this.subdivisions = subdivisions;
    this.location = location;
    this.traits = traits;
  }

  public record Country(@Nullable String isoCode) {
    @MaxMindDbConstructor
    public Country(@MaxMindDbParameter(name = "iso_code") @Nullable String isoCode) {
      this.isoCode = isoCode;
    }
  }

  public record Subdivision(@Nullable String isoCode) {
    @MaxMindDbConstructor
    public Subdivision(@MaxMindDbParameter(name = "iso_code") @Nullable String isoCode) {
      this.isoCode = isoCode;
    }
  }

  public record Location(@Nullable Double latitude, @Nullable Double longitude) {
    @MaxMindDbConstructor
    public Location(
        @MaxMindDbParameter(name = "latitude") @Nullable Double latitude,
        @MaxMindDbParameter(name = "longitude") @Nullable Double longitude) {
      this.latitude = latitude;
      this.longitude = longitude;
    }
  }

  public record Traits(@Nullable String isp) {
    @MaxMindDbConstructor
    public Traits(@MaxMindDbParameter(name = "isp") @Nullable String isp) {
      this.isp = isp;
    }
  }
}
