package io.linkmic.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.ice.IceCredentials;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SdpFragmentTest {

  @Test
  void candidates_of_a_browser_are_read_by_mid() {
    SdpFragment fragment =
        read(
            """
            a=ice-ufrag:ufrg
            a=ice-pwd:passwordOf22Characters
            m=audio 9 RTP/AVP 0
            a=mid:0
            a=candidate:1 1 udp 1 192.0.2.1 1000 typ host
            a=candidate:2 1 udp 1 name.local 1000 typ host
            m=audio 9 RTP/AVP 0
            a=mid:1
            a=candidate:1 1 udp 1 192.0.2.1 1001 typ srflx raddr 0.0.0.0 rport 0
            a=end-of-candidates
            """);
    assertThat(fragment.ice()).contains(new IceCredentials("ufrg", "passwordOf22Characters"));
    assertThat(fragment.iceLite()).isFalse();
    assertThat(fragment.sections())
        .extracting(SdpFragment.Section::mid, SdpFragment.Section::endOfCandidates)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("0", false),
            org.assertj.core.groups.Tuple.tuple("1", true));
    assertThat(fragment.candidates())
        .extracting(c -> c.address().getPort())
        .containsExactly(1000, 1001);
  }

  @Test
  void a_restart_names_new_credentials_within_a_line() {
    SdpFragment fragment =
        read(
            """
            a=ice-options:trickle ice2
            a=group:BUNDLE 0 1
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=mid:0
            a=ice-ufrag:newU
            a=ice-pwd:newPasswordOf22Charact
            """);
    assertThat(fragment.ice()).contains(new IceCredentials("newU", "newPasswordOf22Charact"));
    assertThat(fragment.candidates()).isEmpty();
  }

  @Test
  void the_nodes_restart_answer_is_written_line_by_line() {
    assertThat(SdpFragment.restart(Offers.NODE, "0").write().split("\r\n"))
        .containsExactly(
            "a=ice-lite",
            "a=ice-options:trickle ice2",
            "m=audio 9 UDP/TLS/RTP/SAVPF 0",
            "a=mid:0",
            "a=ice-ufrag:nodeUfrg",
            "a=ice-pwd:nodePasswordOf24Letters+",
            "a=candidate:1 1 udp 2130706431 192.0.2.1 10000 typ host",
            "a=end-of-candidates");
  }

  @Test
  void what_is_written_is_read_again() {
    SdpFragment fragment = SdpFragment.restart(Offers.NODE, "video0");
    assertThat(read(fragment.write())).isEqualTo(fragment);
  }

  @Test
  void lines_before_the_first_mid_are_a_section_without_one() {
    SdpFragment fragment = read("a=candidate:1 1 udp 1 192.0.2.1 1000 typ host\n");
    assertThat(fragment.sections())
        .singleElement()
        .satisfies(section -> assertThat(section.mid()).isEmpty());
    assertThat(fragment.ice()).isEqualTo(Optional.empty());
    assertThat(read(fragment.write())).isEqualTo(fragment);
  }

  @Test
  void credentials_alone_are_kept() {
    SdpFragment fragment = read("a=ice-ufrag:ufrg\na=ice-pwd:passwordOf22Characters\n");
    assertThat(fragment.sections()).isEmpty();
    assertThat(read(fragment.write())).isEqualTo(fragment);
  }

  @Test
  void at_most_64_candidates_are_read() {
    String candidates = "a=candidate:1 1 udp 1 192.0.2.1 1000 typ host\n".repeat(50);
    assertThat(read(candidates + "m=audio 9 RTP/AVP 0\na=mid:0\n" + candidates).candidates())
        .hasSize(64);
  }

  @Test
  void rubbish_is_malformed() {
    for (String text :
        List.of("", "hello", "m=audio 9 RTP/AVP 0\na=mid:0\nm=audio 9 RTP/AVP 0\na=mid:0\n")) {
      assertThat(SdpFragment.parse(text)).isInstanceOf(Parsed.Malformed.class);
    }
  }

  private static SdpFragment read(String text) {
    return switch (SdpFragment.parse(text)) {
      case Parsed.Ok<SdpFragment>(SdpFragment value) -> value;
      case Parsed.Malformed<SdpFragment> malformed -> throw new AssertionError(malformed);
    };
  }
}
