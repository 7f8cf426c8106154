package io.linkmic.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That there are figures; what they are is for docs/performance.md. */
class MixBenchIT {

  @Test
  void two_hosts_and_their_feeds_are_measured_beside_ffmpeg_and_the_codecs() throws Exception {
    JsonNode result =
        run("--hosts", "2", "--seconds", "3", "--warm-up", "2", "--rounds", "2", "--feeds");

    assertThat(result.path("benchmark").asString()).isEqualTo("mix");
    assertThat(result.path("feeds").asBoolean()).isTrue();
    assertThat(result.path("runs").size()).isEqualTo(1);
    JsonNode run = result.path("runs").path(0);
    assertThat(run.path("hosts").asInt()).isEqualTo(2);
    assertThat(run.path("rounds").size()).isEqualTo(2);
    assertThat(run.path("hostsLost").asInt(-1)).isZero();
    for (String who : List.of("node", "ffmpeg", "floor")) {
      assertThat(run.path("cpuPerSecond").path(who).asDouble()).as(who).isPositive();
    }
    assertThat(run.path("cpuPerSecond").path("nodeJit").asDouble())
        .isBetween(0.0, run.path("cpuPerSecond").path("node").asDouble());
    for (String part : List.of("decode", "draw", "encode", "sound")) {
      assertThat(run.path("codecs").path(part).asDouble()).as(part).isPositive();
    }
    for (String thread : List.of("decode", "mix", "room", "edge")) {
      assertThat(run.path("nodeThreads").path(thread).asDouble()).as(thread).isPositive();
    }
    for (String thread : List.of("all", "decode", "mix", "room", "edge")) {
      assertThat(run.path("sleepsPerSecond").path(thread).asDouble()).as(thread).isPositive();
    }
    JsonNode frames = run.path("frames");
    boolean whole = frames.path("perSecond").asDouble() >= 29.4;
    for (String ratio : List.of("nodeToFfmpeg", "nodeToFloor")) {
      // Where frames were left out a ratio would flatter the node.
      assertThat(run.path("ratio").path(ratio).isNumber()).as(ratio).isEqualTo(whole);
    }
    assertThat(frames.path("made").asDouble()).isPositive();
    assertThat(frames.path("missed").asDouble(-1)).isNotNegative();
    assertThat(frames.path("picturesMissed").asDouble(-1)).isBetween(0.0, 1.0);
    assertThat(frames.path("fedPerSecond").asDouble()).isPositive();
    for (String meter : List.of("mixLatencyMs", "nodeLatencyMs")) {
      double median = run.path(meter).path("p50").asDouble();
      assertThat(median).as(meter).isPositive();
      assertThat(run.path(meter).path("p95").asDouble()).as(meter).isGreaterThanOrEqualTo(median);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--hosts 1", "--hosts x", "--hosts", "--seconds 0", "--speed 3"})
  void what_makes_no_sense_is_said(String line) {
    assertThatThrownBy(() -> MixOptions.parse(List.of(line.split(" ", -1))))
        .isInstanceOf(Bench.BadOption.class)
        .hasMessageContaining(line.replaceFirst(" .*", ""));
  }

  private static JsonNode run(String... words) throws Exception {
    return JsonMapper.shared().readTree(new MixBench(MixOptions.parse(List.of(words))).run());
  }
}
