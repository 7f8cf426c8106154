package io.linkmic.node.mix;

import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.encode.EncoderProbe;
import io.linkmic.media.encode.EncoderSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The encoder of this node's mixes.
 *
 * @param reason one sentence: why this one
 */
record EncoderChoice(EncoderName name, String reason) {
  private static final Logger LOG = LoggerFactory.getLogger(EncoderChoice.class);

  /**
   * The first that works of those that may be used.
   *
   * @param allowed FFmpeg's names; empty for all known
   * @throws NoCodecException where none works, or a name is unknown
   */
  static EncoderChoice probed(List<String> allowed) {
    List<EncoderName> names =
        allowed.isEmpty()
            ? List.of(EncoderName.values())
            : allowed.stream().map(EncoderChoice::named).toList();
    EncoderProbe probe = EncoderProbe.run(new EncoderSettings(320, 180, 30, 1, 500_000, 60), names);
    for (EncoderProbe.Result result : probe.results()) {
      LOG.info(
          "Encoder {}: {} ({} ms)",
          result.name().ffmpegName(),
          result.works() ? "works" : result.why(),
          result.millis());
    }
    EncoderName chosen =
        probe
            .choice()
            .orElseThrow(() ->
                new NoCodecException(
                    "None of these encoders works on this machine: " + why(probe) + "."));
    String reason =
        "The first that works here of "
            + words(names)
            + (allowed.isEmpty() ? "." : ", which linkmic.mix.encoders names.");
    LOG.info("Mixes are encoded by {}. {}", chosen.ffmpegName(), reason);
    return new EncoderChoice(chosen, reason);
  }

  private static String why(EncoderProbe probe) {
    return probe.results().stream()
        .map(result -> result.name().ffmpegName() + " (" + result.why() + ")")
        .collect(Collectors.joining(", "));
  }

  private static EncoderName named(String word) {
    return Arrays.stream(EncoderName.values())
        .filter(name -> name.ffmpegName().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new NoCodecException(
                "linkmic.mix.encoders names "
                    + word
                    + "; known are "
                    + words(List.of(EncoderName.values()))
                    + "."));
  }

  private static String words(List<EncoderName> names) {
    return names.stream().map(EncoderName::ffmpegName).collect(Collectors.joining(", "));
  }
}
