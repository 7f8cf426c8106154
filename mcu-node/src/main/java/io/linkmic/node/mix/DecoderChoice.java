package io.linkmic.node.mix;

import io.linkmic.media.encode.DecoderProbe;
import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.picture.DecoderName;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What decodes the hosts of this node's mixes.
 *
 * @param reason one sentence: why this one
 */
record DecoderChoice(DecoderName name, String reason) {
  private static final Logger LOG = LoggerFactory.getLogger(DecoderChoice.class);

  /**
   * The first that is worth it of those that may be used.
   *
   * @param allowed {@link DecoderName#word}s; empty for all known
   * @param encoder makes what is decoded for the trial
   * @throws NoCodecException where none is, or a name is unknown
   */
  static DecoderChoice probed(List<String> allowed, EncoderName encoder) {
    List<DecoderName> names =
        allowed.isEmpty()
            ? List.of(DecoderName.values())
            : allowed.stream().map(DecoderChoice::named).toList();
    DecoderProbe probe = DecoderProbe.run(encoder, names);
    for (DecoderProbe.Result result : probe.results()) {
      LOG.info("Decoder {}: {}", result.name().word(), result.works() ? "works" : result.why());
    }
    DecoderName chosen = probe.choice();
    if (chosen == null) {
      throw new NoCodecException(
          "None of these decoders works on this machine: " + why(probe) + ".");
    }
    String reason =
        "The first that works and spares the processor something of "
            + words(names)
            + (allowed.isEmpty() ? "." : ", which linkmic.mix.decoders names.");
    LOG.info("Hosts are decoded by {}. {}", chosen.word(), reason);
    return new DecoderChoice(chosen, reason);
  }

  private static String why(DecoderProbe probe) {
    return probe.results().stream()
        .map(result -> result.name().word() + " (" + result.why() + ")")
        .collect(Collectors.joining(", "));
  }

  private static DecoderName named(String word) {
    return Arrays.stream(DecoderName.values())
        .filter(name -> name.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new NoCodecException(
                "linkmic.mix.decoders names "
                    + word
                    + "; known are "
                    + words(List.of(DecoderName.values()))
                    + "."));
  }

  private static String words(List<DecoderName> names) {
    return names.stream().map(DecoderName::word).collect(Collectors.joining(", "));
  }
}
