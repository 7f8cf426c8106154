package io.linkmic.benchmarks;

import io.linkmic.contract.layout.Layout;
import io.linkmic.node.mix.Arrangement;
import io.linkmic.node.mix.Member;
import io.linkmic.node.mix.PlacedRegion;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What node, FFmpeg and the floor all do: hosts' 720p30 and Opus into one 720p30 of 2.5 Mbit/s and
 * AAC of 128 kbit/s, an IDR every two seconds.
 *
 * @param clips one of each host
 * @param regions where each host is, as the node's {@code auto} layout has it
 */
record MixWork(List<HostClip> clips, List<PlacedRegion> regions) {
  static final int WIDTH = 1280;
  static final int HEIGHT = 720;
  static final int FRAME_RATE = 30;
  static final int VIDEO_BITRATE = 2_500_000;
  static final int AUDIO_BITRATE = 128_000;
  static final int GOP = 60;

  /**
   * @param clips dealt out in turn
   */
  static MixWork of(int hosts, List<HostClip> clips) {
    List<Member> members =
        IntStream.range(0, hosts)
            .mapToObj(i -> new Member(Integer.toString(i), i, "", true, WIDTH, HEIGHT))
            .toList();
    return new MixWork(
        IntStream.range(0, hosts).mapToObj(i -> clips.get(i % clips.size())).toList(),
        Arrangement.of(Layout.DEFAULT, members, null, WIDTH, HEIGHT));
  }

  int hosts() {
    return clips.size();
  }

  /** Where a host is. */
  PlacedRegion region(int host) {
    return regions.stream()
        .filter(region -> Integer.toString(host).equals(region.participantId()))
        .findFirst()
        .orElseThrow();
  }
}
