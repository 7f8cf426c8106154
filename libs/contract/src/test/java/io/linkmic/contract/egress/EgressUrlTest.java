package io.linkmic.contract.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.address.Resolvers;
import io.linkmic.contract.address.UrlReason;
import io.linkmic.contract.egress.EgressUrlVerdict.Allowed;
import io.linkmic.contract.egress.EgressUrlVerdict.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressUrlTest {
  private static EgressUrlRules rules(boolean privateAllowed, String... addresses) {
    return new EgressUrlRules(EgressUrlRules.USUAL_PORTS, privateAllowed, Resolvers.of(addresses));
  }

  private static UrlReason reason(EgressUrlVerdict verdict) {
    assertThat(verdict).isInstanceOf(Refused.class);
    return ((Refused) verdict).reason();
  }

  @Test
  void a_public_cdn_is_allowed_and_the_resolved_address_is_the_one_to_connect_to() {
    Allowed allowed =
        (Allowed) rules(false, "93.184.215.14").check("rtmps://cdn.example/app/inst/key?a=b");
    assertThat(allowed.connectUrl()).isEqualTo("rtmps://93.184.215.14:443/app/inst/key?a=b");
    assertThat(allowed.tcUrl()).isEqualTo("rtmps://cdn.example:443/app/inst");
    assertThat(allowed.application()).isEqualTo("app/inst");
  }

  @Test
  void the_stream_key_shows_in_no_text() {
    Allowed allowed =
        (Allowed) rules(false, "93.184.215.14").check("rtmp://cdn.example/live/s3cr3t");
    assertThat(allowed.toString())
        .doesNotContain("s3cr3t")
        .contains("rtmp://cdn.example:1935/live/…");
    assertThat(allowed.streamKey().toString()).doesNotContain("s3cr3t");
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
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "2001::1",
        "3fff::1",
        "::7f00:1",
        "5f00::1"
      })
  void addresses_that_are_not_global_are_refused(String address) {
    assertThat(reason(rules(false, address).check("rtmp://rebind.example/live/key")))
        .isEqualTo(UrlReason.ADDRESS_NOT_ALLOWED);
    assertThat(rules(true, address).check("rtmp://rebind.example/live/key"))
        .isInstanceOf(Allowed.class);
  }

  @Test
  void one_private_address_among_public_ones_is_enough_to_refuse() {
    assertThat(
            reason(rules(false, "93.184.215.14", "10.0.0.1").check("rtmp://mixed.example/live/k")))
        .isEqualTo(UrlReason.ADDRESS_NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "http://cdn.example/live/key => SCHEME_NOT_ALLOWED",
        "file:///etc/passwd => SCHEME_NOT_ALLOWED",
        "//cdn.example/live/key => SCHEME_NOT_ALLOWED",
        "rtmp://user:pw@cdn.example/live/key => CREDENTIALS_NOT_ALLOWED",
        "rtmp://cdn.example@10.0.0.1/live/key => CREDENTIALS_NOT_ALLOWED",
        "rtmp://cdn.example:22/live/key => PORT_NOT_ALLOWED",
        "rtmp://cdn.example:0/live/key => PORT_NOT_ALLOWED",
        "rtmp://cdn.example:99999/live/key => PORT_NOT_ALLOWED",
        "rtmp://cdn.example/live => MALFORMED",
        "rtmp://cdn.example/live/ => MALFORMED",
        "rtmp://cdn.example/live/../key => MALFORMED",
        "rtmp://cdn.example/live/key#x => MALFORMED",
        "rtmp://127.1/live/key => MALFORMED",
        "rtmp://0x7f000001/live/key => MALFORMED",
        "rtmp://2130706433/live/key => MALFORMED",
        "rtmp://0177.0.0.1/live/key => MALFORMED",
        "rtmp://[fe80::1%25eth0]/live/key => MALFORMED",
        "rtmp://-cdn/live/key => MALFORMED",
        "rtmp:///live/key => MALFORMED",
        "rtmp://nowhere.example/live/key => UNKNOWN_HOST",
      })
  void bad_urls_are_refused_with_a_reason(String url, UrlReason reason) {
    assertThat(reason(rules(false).check(url))).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtmp://h.example/live/key\r\nHost: x",
        "rtmp://h.example/live/key app=x",
        "rtmp://h.example/live/\"key",
        "rtmp://h.example/live/ké",
        "",
        "rtmp://h.example\\@x/live/k"
      })
  void line_ends_spaces_and_quotes_are_refused(String url) {
    assertThat(reason(rules(true, "93.184.215.14").check(url))).isEqualTo(UrlReason.MALFORMED);
  }

  @Test
  void a_laptop_may_push_to_itself_on_any_port() {
    assertThat(EgressUrlRules.usual(true).check("rtmp://127.0.0.1:41935/live/room"))
        .isInstanceOf(Allowed.class);
    assertThat(EgressUrlRules.usual(true).check("rtmp://[::1]:41935/live/room"))
        .isInstanceOf(Allowed.class);
  }
}
