package io.linkmic.backend.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.contract.playback.StreamSignature;
import io.linkmic.contract.playback.StreamSignature.Use;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UrlTemplateTest {
  private static final StreamSignature SIGNER =
      new StreamSignature(List.of("a-secret-of-thirty-two-bytes-0123"));
  private static final Instant EXPIRES = Instant.ofEpochSecond(1_800_000_000);

  private static String fill(String template, StreamSignature signer) {
    return new UrlTemplate("the-setting", template, Use.PLAY, signer).fill("show", EXPIRES);
  }

  @Test
  void without_a_secret_only_the_key_is_filled_in() {
    assertThat(fill("http://h/live/{streamKey}.flv", null)).isEqualTo("http://h/live/show.flv");
  }

  @Test
  void with_a_secret_the_signature_goes_where_the_template_wants_it_or_to_the_end() {
    String signature = SIGNER.sign(Use.PLAY, "show", EXPIRES);
    assertThat(fill("http://h/{signature}/{expires}/{streamKey}", SIGNER))
        .isEqualTo("http://h/" + signature + "/1800000000/show");
    assertThat(fill("http://h/{streamKey}.flv", SIGNER))
        .isEqualTo("http://h/show.flv?expires=1800000000&signature=" + signature);
    assertThat(fill("http://h/{streamKey}.flv?a=b", SIGNER))
        .isEqualTo("http://h/show.flv?a=b&expires=1800000000&signature=" + signature);
  }

  @Test
  void templates_that_cannot_work_are_told_at_the_start() {
    assertThatThrownBy(() -> fill("http://h/live", null)).hasMessageContaining("{streamKey}");
    assertThatThrownBy(() -> fill("http://h/{streamKey}?s={signature}&e={expires}", null))
        .hasMessageContaining("signing-secret");
    assertThatThrownBy(() -> fill("http://h/{streamKey}?s={signature}", SIGNER))
        .hasMessageContaining("{expires}");
  }
}
