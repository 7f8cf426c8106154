package io.linkmic.node.program;

import io.linkmic.media.avc.AvcDecoderConfiguration;
import io.linkmic.media.avc.ParameterSets;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.codec.SequenceParameterSet;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the parameter sets of one host and says when they change. */
final class VideoConfigs {
  private final ParameterSets sets = new ParameterSets();
  private @Nullable VideoConfig config;

  /** Looks for parameter sets in an access unit. */
  void look(Bytes nalUnits) {
    if (sets.accept(nalUnits.array(), nalUnits.arrayOffset(), nalUnits.length())) {
      config = sets.configuration().map(VideoConfigs::build).orElse(null);
    }
  }

  /** Null until both kinds of sets were seen and are sound; the same object until they change. */
  @Nullable VideoConfig current() {
    return config;
  }

  private static @Nullable VideoConfig build(AvcDecoderConfiguration avc) {
    Bytes sps = bytes(avc.sps().getFirst());
    List<Bytes> pps = avc.pps().stream().map(VideoConfigs::bytes).toList();
    return switch (SequenceParameterSet.parse(sps)) {
      case Parsed.Malformed<SequenceParameterSet> bad -> null;
      case Parsed.Ok<SequenceParameterSet>(SequenceParameterSet set) ->
          new VideoConfig(
              bytes(avc.toBytes()),
              sps,
              pps,
              set.width(),
              set.height(),
              profile(avc.profile(), avc.compatibility()));
    };
  }

  private static Bytes bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return Bytes.wrap(copy);
  }

  private static String profile(int idc, int constraints) {
    return switch (idc) {
      case 66 -> (constraints & 0x40) != 0 ? "Constrained Baseline" : "Baseline";
      case 77 -> "Main";
      case 88 -> "Extended";
      case 100 -> "High";
      default -> "profile " + idc;
    };
  }
}
