package io.linkmic.node.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.program.ProgramPacket;
import io.linkmic.node.program.VideoConfig;
import io.linkmic.rtc.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EgressQueueTest {
  private static final VideoConfig CONFIG =
      new VideoConfig(Bytes.EMPTY, Bytes.EMPTY, List.of(), 1280, 720, "Constrained Baseline");

  private final EgressQueue queue = new EgressQueue();

  private static ProgramPacket video(long dts, boolean idr, int size) {
    return new ProgramPacket.Video(Bytes.wrap(new byte[size]), dts, idr, CONFIG, 0);
  }

  private static ProgramPacket audio(long dts) {
    return new ProgramPacket.Audio(Bytes.wrap(new byte[300]), dts);
  }

  private List<ProgramPacket> drain() throws InterruptedException {
    List<ProgramPacket> all = new ArrayList<>();
    for (ProgramPacket p = queue.take(0); p != null; p = queue.take(0)) {
      all.add(p);
    }
    return all;
  }

  @Test
  void nothing_leaves_before_the_first_idr() throws Exception {
    queue.offer(audio(0));
    queue.offer(video(0, false, 100));
    queue.offer(video(33, true, 100));
    queue.offer(audio(33));
    assertThat(drain()).extracting(ProgramPacket::dtsMillis).containsExactly(33L, 33L);
  }

  @Test
  void when_the_target_stalls_whole_gops_go_and_sound_stays() throws Exception {
    boolean complete = true;
    for (int i = 0; i < 150; i++) {
      complete &= queue.offer(video(i * 33L, i % 30 == 0, 1000));
      queue.offer(audio(i * 33L));
      assertThat(queue.depth().millis()).isLessThanOrEqualTo(EgressQueue.MAX_SOUND_MILLIS);
    }
    assertThat(complete).isTrue(); // an IDR was always left to go on with
    List<ProgramPacket> left = drain();
    assertThat(left).filteredOn(ProgramPacket.Audio.class::isInstance).hasSizeGreaterThan(50);
    assertThat(left)
        .filteredOn(ProgramPacket.Video.class::isInstance)
        .first()
        .satisfies(p -> assertThat(((ProgramPacket.Video) p).idr()).isTrue());
  }

  @Test
  void without_an_idr_in_the_queue_all_pictures_go_and_a_key_frame_is_wanted() throws Exception {
    boolean complete = true;
    for (int i = 0; i < 90; i++) {
      complete &= queue.offer(video(i * 33L, i == 0, 1000));
    }
    assertThat(complete).isFalse();
    assertThat(drain()).isEmpty();
    assertThat(queue.depth().droppedFrames()).isEqualTo(90);
    queue.offer(video(3000, false, 10));
    queue.offer(video(3033, true, 10));
    assertThat(drain()).extracting(ProgramPacket::dtsMillis).containsExactly(3033L);
  }

  @Test
  void bytes_are_bounded_too() {
    for (int i = 0; i < 200; i++) {
      queue.offer(video(i, true, 100_000));
      assertThat(queue.depth().bytes()).isLessThanOrEqualTo(EgressQueue.MAX_BYTES);
    }
  }

  @Test
  void the_end_wakes_whoever_waits() throws Exception {
    Thread waiting = Thread.ofPlatform().start(queue::finish);
    assertThat(queue.take(10_000)).isNull();
    waiting.join();
    assertThat(queue.finished()).isTrue();
  }

  @Test
  void sound_of_the_time_before_the_idr_does_not_follow_it() throws Exception {
    queue.offer(video(0, true, 100));
    queue.restart();
    queue.offer(video(12_000, true, 100));
    queue.offer(audio(11_980));
    queue.offer(audio(12_001));
    assertThat(drain()).extracting(ProgramPacket::dtsMillis).containsExactly(12_000L, 12_001L);
  }
}
