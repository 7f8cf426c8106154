package io.linkmic.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.ice.IceCandidate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateTest {

  @Test
  void a_candidate_of_chromium_is_read() {
    String line =
        "candidate:488193236 1 udp 2122194687 192.0.2.17 41563 typ host generation 0 ufrag ufrg"
            + " network-id 1";
    assertThat(read(line))
        .isEqualTo(
            new CandidateLine.Usable(
                new IceCandidate(
                    "488193236",
                    1,
                    2_122_194_687L,
                    new InetSocketAddress("192.0.2.17", 41_563),
                    "host")));
    assertThat(read("a=" + line)).isEqualTo(read(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.17", "2001:db8::17", "::ffff:192.0.2.17", "::1"})
  void what_is_written_is_read_again(String address) throws Exception {
    var candidate =
        new IceCandidate(
            "f",
            1,
            4_294_967_295L,
            new InetSocketAddress(InetAddress.ofLiteral(address), 9),
            "relay");
    assertThat(read(CandidateWriter.write(candidate)))
        .isEqualTo(new CandidateLine.Usable(candidate));
  }

  @Test
  void a_scope_of_this_machine_is_not_told_to_others() throws Exception {
    byte[] linkLocal = InetAddress.ofLiteral("fe80::1").getAddress();
    var scoped = java.net.Inet6Address.getByAddress(null, linkLocal, 1);
    var candidate = new IceCandidate("1", 1, 1, new InetSocketAddress(scoped, 9), "host");
    assertThat(CandidateWriter.write(candidate))
        .isEqualTo("candidate:1 1 udp 1 fe80:0:0:0:0:0:0:1 9 typ host");
  }

  @ParameterizedTest
  @CsvSource({
    "candidate:1 1 tcp 1 192.0.2.1 9 typ host tcptype active, not UDP",
    "candidate:1 2 udp 1 192.0.2.1 9 typ host, not the component of RTP",
    "candidate:1 1 udp 1 192.0.2.1 0 typ host, no port",
    "candidate:1 1 UDP 1 0f1e2d3c-aaaa-4000-8000-000000000001.local 9 typ host, not a literal address",
    "candidate:1 1 udp 1 example.com 9 typ host, not a literal address",
    "candidate:1 1 udp 1 fe80::1%eth0 9 typ host, not a literal address",
    "candidate:1 1 udp 1 1.2.3 9 typ host, not a literal address",
    "candidate:1 1 udp 1 1.2.3.256 9 typ host, not a literal address",
    "candidate:1 1 udp 1 1..2.3.4 9 typ host, not a literal address",
    "candidate:1 1 udp 1 1:2:3 9 typ host, not a literal address",
    "candidate:1 1 udp 1 1111:1111:1111:1111:1111:1111:1111:1111:1111:1 9 typ host, not a literal address",
  })
  void what_we_do_not_send_to_is_ignored(String line, String why) {
    assertThat(read(line)).isEqualTo(new CandidateLine.Ignored(why));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a=end-of-candidates", "end-of-candidates"})
  void the_end_is_understood(String line) {
    assertThat(read(line)).isEqualTo(new CandidateLine.EndOfCandidates());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "candidate",
        "candidate:",
        "candidate:1 1 udp 1 192.0.2.1 9 type host",
        "candidate:1 1 udp 1 192.0.2.1 9 typ",
        "candidate:1 x udp 1 192.0.2.1 9 typ host",
        "candidate:1 1 udp -1 192.0.2.1 9 typ host",
        "candidate:1 1 udp 4294967296 192.0.2.1 9 typ host",
        "candidate:1 1 udp 1 192.0.2.1 65536 typ host",
        "candidate:1 1 udp 99999999999999999999 192.0.2.1 9 typ host"
      })
  void the_rest_is_malformed(String line) {
    assertThat(CandidateParser.parse(line)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void a_line_without_end_is_not_read() {
    assertThat(CandidateParser.parse("candidate:" + "1 ".repeat(2000)))
        .isEqualTo(Parsed.malformed("candidate too long", 1024));
  }

  @Test
  void at_most_64_candidates_of_an_offer_are_read() {
    MadeOffer offer = MadeOffer.audioAndVideo();
    for (int i = 1; i <= 100; i++) {
      offer.more("candidate:1 1 udp 1 192.0.2.1 " + i + " typ host");
    }
    assertThat(Offers.answer(offer.text()).session().remoteCandidates()).hasSize(64);
  }

  private static CandidateLine read(String line) {
    return switch (CandidateParser.parse(line)) {
      case Parsed.Ok<CandidateLine>(CandidateLine value) -> value;
      case Parsed.Malformed<CandidateLine> malformed -> throw new AssertionError(malformed);
    };
  }
}
