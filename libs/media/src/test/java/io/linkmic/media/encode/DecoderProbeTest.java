package io.linkmic.media.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.picture.DecoderName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever cards this machine has or has not. */
class DecoderProbeTest {
  @Test
  void the_processor_always_works_and_what_does_not_says_why() {
    DecoderProbe probe = DecoderProbe.run(EncoderName.X264, List.of(DecoderName.values()));
    assertThat(probe.results())
        .extracting(DecoderProbe.Result::name)
        .containsExactly(DecoderName.CUDA, DecoderName.VAAPI, DecoderName.SOFTWARE);
    assertThat(probe.results().getLast().works()).isTrue();
    assertThat(probe.choice()).isNotNull();
    probe
        .results()
        .forEach(result ->
            System.out.println("figure: decoder " + result.name().word() + ": " + result.why()));
  }

  @Test
  void of_none_none_is_chosen() {
    assertThat(DecoderProbe.run(EncoderName.X264, List.of()).choice()).isNull();
  }

  @Test
  void the_trial_tells_the_same_pictures_from_others_late_ones_and_dear_ones() {
    var software = new DecoderProbe.Decoded(List.of(1L, 2L, 3L), 2.0);
    assertThat(DecoderProbe.objection(new DecoderProbe.Decoded(List.of(1L, 2L, 3L), 1.3), software))
        .isEmpty();
    assertThat(DecoderProbe.objection(new DecoderProbe.Decoded(List.of(1L, 2L), 1.0), software))
        .isEqualTo("only 2 of 3 pictures came at once");
    assertThat(DecoderProbe.objection(new DecoderProbe.Decoded(List.of(1L, 2L, 4L), 1.0), software))
        .isEqualTo("its pictures differ from the processor's");
    assertThat(DecoderProbe.objection(new DecoderProbe.Decoded(List.of(1L, 2L, 3L), 1.9), software))
        .isEqualTo("takes 1.9 ms of the processor for a picture that it decodes itself in 2.0");
  }

  @Test
  void its_stream_is_the_same_whenever_the_processor_decodes_it() {
    DecoderProbe.Decoded once = DecoderProbe.trial(EncoderName.X264);
    assertThat(once.sums()).hasSize(30).doesNotHaveDuplicates();
    assertThat(DecoderProbe.trial(EncoderName.X264).sums()).isEqualTo(once.sums());
  }
}
