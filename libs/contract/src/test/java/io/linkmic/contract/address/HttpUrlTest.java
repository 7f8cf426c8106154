package io.linkmic.contract.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.address.HttpUrl.Allowed;
import io.linkmic.contract.address.HttpUrl.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {
  private static HttpUrlRules rules(boolean privateAllowed, String... addresses) {
    return new HttpUrlRules(
        "linkmic.allow", privateAllowed, HttpUrlRules.USUAL_PORTS, Resolvers.of(addresses));
  }

  private static UrlReason reason(HttpUrl verdict) {
    assertThat(verdict).isInstanceOf(Refused.class);
    return ((Refused) verdict).reason();
  }

  @Test
  void a_public_url_is_allowed_with_the_addresses_to_connect_to() {
    Allowed allowed =
        (Allowed)
            rules(false, "93.184.215.14", "2606:2800:21f::1").check("https://a.example/h?x=1");
    assertThat(allowed.tls()).isTrue();
    assertThat(allowed.port()).isEqualTo(443);
    assertThat(allowed.host()).isEqualTo("a.example");
    assertThat(allowed.addresses()).hasSize(2);
    assertThat(rules(false, "93.184.215.14").check("https://a.example:8443/"))
        .isInstanceOf(Allowed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fc00::1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:7f00:1::]",
        "[2001:db8::1]"
      })
  void addresses_that_the_internet_does_not_reach_are_refused_unless_allowed(String host) {
    String url = "https://" + host + "/hook";
    assertThat(reason(rules(false).check(url))).isEqualTo(UrlReason.ADDRESS_NOT_ALLOWED);
    assertThat(rules(true).check(url)).isInstanceOf(Allowed.class);
  }

  @Test
  void one_private_address_among_public_ones_is_refused() {
    assertThat(reason(rules(false, "93.184.215.14", "10.0.0.1").check("https://a.example/")))
        .isEqualTo(UrlReason.ADDRESS_NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "http://93.184.215.14/, SCHEME_NOT_ALLOWED",
    "ftp://93.184.215.14/, SCHEME_NOT_ALLOWED",
    "file:///etc/passwd, SCHEME_NOT_ALLOWED",
    "gopher://93.184.215.14/, SCHEME_NOT_ALLOWED",
    "//93.184.215.14/, SCHEME_NOT_ALLOWED",
    "https://93.184.215.14:22/, PORT_NOT_ALLOWED",
    "https://93.184.215.14:6379/, PORT_NOT_ALLOWED",
    "https://93.184.215.14:0/, PORT_NOT_ALLOWED",
    "https://user:pw@93.184.215.14/, CREDENTIALS_NOT_ALLOWED",
    "https://93.184.215.14@10.0.0.1/, CREDENTIALS_NOT_ALLOWED",
    "https://93.184.215.14/#f, MALFORMED",
    "https:///x, MALFORMED",
    "https://, MALFORMED",
    "https://127.1/, MALFORMED",
    "https://0x7f000001/, MALFORMED",
    "https://2130706433/, MALFORMED",
    "https://0177.0.0.1/, MALFORMED",
    "https://a_b.example/, MALFORMED",
    "https://[fe80::1%25eth0]/, MALFORMED",
    "https://nowhere.example/, UNKNOWN_HOST"
  })
  void what_else_is_refused(String url, UrlReason reason) {
    assertThat(reason(rules(false).check(url))).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://93.184.215.14/\r\nHost: x",
        "https://93.184.215.14/a b",
        "https://93.184.215.14/\"",
        "https://93.184.215.14\\@10.0.0.1/",
        "https://93.184.215.14/\u0000",
        "https://ⓔxample.com/",
        "https://93.184.215.14/é"
      })
  void characters_that_are_read_twice_are_refused(String url) {
    assertThat(reason(rules(false).check(url))).isEqualTo(UrlReason.MALFORMED);
  }

  @Test
  void where_private_addresses_are_allowed_so_are_http_and_any_port_and_nothing_else() {
    assertThat(rules(true).check("http://127.0.0.1:9999/x")).isInstanceOf(Allowed.class);
    assertThat(reason(rules(true).check("ftp://127.0.0.1/x")))
        .isEqualTo(UrlReason.SCHEME_NOT_ALLOWED);
    assertThat(reason(rules(true).check("http://u@127.0.0.1/x")))
        .isEqualTo(UrlReason.CREDENTIALS_NOT_ALLOWED);
    assertThat(reason(rules(true).check("http://127.0.0.1:70000/x"))).isNotNull();
  }

  @Test
  void a_url_may_have_2048_characters() {
    String longest = "https://93.184.215.14/" + "x".repeat(2048 - 22);
    assertThat(rules(false).check(longest)).isInstanceOf(Allowed.class);
    assertThat(reason(rules(false).check(longest + "x"))).isEqualTo(UrlReason.MALFORMED);
  }

  @Test
  void the_sentence_names_the_switch() {
    assertThat(((Refused) rules(false).check("https://10.0.0.1/")).message())
        .contains("linkmic.allow=true");
  }
}
