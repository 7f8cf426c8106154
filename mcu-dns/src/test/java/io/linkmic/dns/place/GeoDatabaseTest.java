package io.linkmic.dns.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoDatabaseTest {
  private static final Map<String, Object> BEIJING =
      Map.of(
          "country", Map.of("iso_code", "CN"),
          "subdivisions", List.of(Map.of("iso_code", "BJ")),
          "location", Map.of("latitude", 39.9, "longitude", 116.4, "accuracy_radius", (short) 50),
          "traits", Map.of("isp", "telecom"),
          "city", Map.of("names", Map.of("en", "Beijing")));
  private static final Map<String, Object> GERMANY = Map.of("country", Map.of("iso_code", "DE"));

  @TempDir Path folder;

  private Path file() throws IOException {
    return new MmdbWriter()
        .add("198.51.100.0/24", BEIJING)
        .add("203.0.113.0/25", GERMANY)
        .add("2001:db8::/32", GERMANY)
        .add("192.0.2.0/24", Map.of("registered_country", Map.of("iso_code", "FR")))
        .write(folder.resolve("places.mmdb"));
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @Test
  void a_record_tells_region_coordinates_and_provider() throws IOException {
    try (GeoDatabase database = GeoDatabase.open(file(), Map.of())) {
      assertThat(database.find(ip("198.51.100.9")))
          .isEqualTo(new Place("cn-bj", "telecom", 39.9, 116.4, Place.Source.GEOIP_DATABASE));
      assertThat(database.find(ip("203.0.113.9")).region()).isEqualTo("de");
      assertThat(database.find(ip("2001:db8::1")).region()).isEqualTo("de");
      assertThat(database.find(ip("203.0.113.200"))).isNull();
      assertThat(database.find(ip("192.0.2.1"))).as("nothing of use").isNull();
      assertThat(database.unreadable()).isZero();
    }
  }

  @Test
  void the_operators_own_words_win_the_exact_one_first() throws IOException {
    Map<String, String> words = Map.of("CN", "asia", "cn-bj", "north", "de", "central");
    try (GeoDatabase database = GeoDatabase.open(file(), words)) {
      assertThat(database.find(ip("198.51.100.9")).region()).isEqualTo("north");
      assertThat(database.find(ip("203.0.113.9")).region()).isEqualTo("central");
    }
    try (GeoDatabase database = GeoDatabase.open(file(), Map.of("CN", "asia"))) {
      assertThat(database.find(ip("198.51.100.9")).region()).isEqualTo("asia");
    }
  }

  @Test
  void what_one_source_leaves_open_the_next_one_fills() throws IOException {
    NetworkTable table =
        new NetworkTable(
            List.of(
                new NetworkTable.Entry(Cidr.parse("203.0.0.0/8").orElseThrow(), "wide", "mobile"),
                new NetworkTable.Entry(Cidr.parse("10.0.0.0/8").orElseThrow(), "office", "")));
    try (GeoDatabase database = GeoDatabase.open(file(), Map.of())) {
      Places places = new Places(database, table);
      assertThat(places.of(ip("203.0.113.9"), "said", "said"))
          .isEqualTo(new Place("de", "mobile", null, null, Place.Source.GEOIP_DATABASE));
      assertThat(places.of(ip("10.1.2.3"), "said", "said"))
          .isEqualTo(new Place("office", "said", null, null, Place.Source.NETWORK_TABLE));
      assertThat(places.of(ip("127.0.0.1"), "said", null))
          .isEqualTo(new Place("said", null, null, null, Place.Source.REQUEST));
      assertThat(places.of(ip("127.0.0.1"), null, null)).isEqualTo(Place.UNKNOWN);
    }
  }

  @Test
  void a_file_that_is_no_database_is_refused() throws IOException {
    Path nothing = Files.writeString(folder.resolve("not.mmdb"), "hello");
    assertThatThrownBy(() -> GeoDatabase.open(nothing, Map.of())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> GeoDatabase.open(folder.resolve("missing"), Map.of()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_damaged_file_gives_no_place_and_no_exception() throws IOException {
    byte[] bytes = Files.readAllBytes(file());
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = text.indexOf("latitude") + "latitude".length();
    // A map of 31 members where a double was.
    bytes[at] = (byte) 0xFF;
    Path damaged = Files.write(folder.resolve("damaged.mmdb"), bytes);
    try (GeoDatabase database = GeoDatabase.open(damaged, Map.of())) {
      assertThat(database.find(ip("198.51.100.9"))).isNull();
      assertThat(database.unreadable()).isEqualTo(1);
    }
  }
}
