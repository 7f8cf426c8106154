package io.linkmic.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.origin.amf.AmfValue;
import io.linkmic.origin.rtmp.MessageType;
import io.linkmic.origin.testing.Clip;
import io.linkmic.origin.testing.FlvViewer;
import io.linkmic.origin.testing.RtmpPeer;
import io.linkmic.origin.testing.RunningOrigin;
import io.linkmic.origin.testing.TestClips;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keeper of the viewers' stream while its publisher changes. */
class PublisherChangeIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String STARTED = "NetStream.Publish.Start";
  private static final String BUSY = "NetStream.Publish.BadName";

  @TempDir static Path folder;
  static RunningOrigin origin;
  static Clip clip;
  static Clip larger;

  @BeforeAll
  static void start() throws Exception {
    origin = new RunningOrigin("streams.takeover-after=300ms");
    clip = Clip.read(TestClips.make(folder, "320x180", 3));
    larger = Clip.read(TestClips.make(folder, "640x360", 3));
  }

  @AfterAll
  static void stop() {
    origin.close();
  }

  @Test
  void viewers_stay_when_the_publisher_vanishes_and_comes_back() throws Exception {
    try (FlvViewer viewer = new FlvViewer(origin.httpPort(), "back")) {
      RtmpPeer first = publisher("back");
      send(first, clip, 0);
      int sent = clip.tags().size();
      viewer.await(LIMIT, tags -> tags.size() >= sent);
      first.vanish();
      try (RtmpPeer second = returning("back")) {
        send(second, clip, 5000);
        List<FlvViewer.Seen> seen = viewer.await(LIMIT, tags -> tags.size() >= 2 * sent);
        assertThat(seen.stream().map(tag -> tag.tag().timestamp()).toList())
            .as("timestamps that go on are left alone")
            .contains(5000 + clip.tags().getLast().timestamp());
        assertThat(viewer.hasEnded()).isFalse();
      }
    }
  }

  @Test
  void clock_that_starts_again_is_shifted_so_that_time_goes_on() throws Exception {
    try (FlvViewer viewer = new FlvViewer(origin.httpPort(), "zero")) {
      RtmpPeer first = publisher("zero");
      send(first, clip, 0);
      int sent = clip.tags().size();
      viewer.await(LIMIT, tags -> tags.size() >= sent);
      first.vanish();
      try (RtmpPeer second = returning("zero")) {
        send(second, clip, 0);
        List<FlvViewer.Seen> seen = viewer.await(LIMIT, tags -> tags.size() >= 2 * sent);
        assertThat(
                seen.stream()
                    .filter(FlvViewer.Seen::isVideo)
                    .map(tag -> tag.tag().timestamp())
                    .toList())
            .isSorted();
      }
    }
  }

  @Test
  void second_publisher_is_refused_while_the_first_one_sends() throws Exception {
    try (RtmpPeer first = publisher("busy");
        RtmpPeer second = new RtmpPeer(origin.rtmpPort())) {
      assertThat(second.publish("busy")).isEqualTo(BUSY);
      send(first, clip, 0);
    }
  }

  @Test
  void silent_publisher_gives_way_after_the_configured_time() throws Exception {
    try (RtmpPeer first = publisher("silent");
        RtmpPeer second = returning("silent")) {
      assertThat(first.status()).as("the first one is told").hasValue(BUSY);
      send(second, clip, 0);
    }
  }

  @Test
  void higher_epoch_takes_over_at_once_and_a_lower_one_is_refused() throws Exception {
    try (RtmpPeer old = publisher("fenced?epoch=7");
        RtmpPeer stale = new RtmpPeer(origin.rtmpPort());
        RtmpPeer fresh = publisher("fenced?epoch=8")) {
      assertThat(old.status()).hasValue(BUSY);
      assertThat(stale.publish("fenced?epoch=7")).isEqualTo(BUSY);
      send(fresh, clip, 0);
    }
  }

  @Test
  void new_parameter_sets_reach_present_and_late_viewers_before_their_key_frame() throws Exception {
    try (RtmpPeer peer = publisher("sps");
        FlvViewer present = new FlvViewer(origin.httpPort(), "sps")) {
      send(peer, clip, 0);
      send(peer, larger, 4000);
      int sent = clip.tags().size() + larger.tags().size();
      assertHeaderThenKeyFrame(present.await(LIMIT, tags -> tags.size() >= sent), 2);
      try (FlvViewer late = new FlvViewer(origin.httpPort(), "sps")) {
        List<FlvViewer.Seen> seen =
            late.await(LIMIT, tags -> tags.stream().anyMatch(FlvViewer.Seen::isKeyFrame));
        assertHeaderThenKeyFrame(seen, 1);
        assertThat(seen.stream().filter(FlvViewer.Seen::isVideoHeader).findFirst().orElseThrow())
            .extracting(header -> header.tag().body())
            .isEqualTo(videoHeader(larger));
      }
    }
  }

  @Test
  void viewer_between_the_first_sound_and_the_first_picture_gets_both() throws Exception {
    try (RtmpPeer peer = publisher("sound-first")) {
      for (Clip.Tag tag : clip.tags().stream().filter(tag -> tag.typeId() == 8).toList()) {
        peer.tag(tag.typeId(), tag.timestamp(), tag.body());
      }
      try (FlvViewer viewer = new FlvViewer(origin.httpPort(), "sound-first")) {
        send(peer, clip, 4000);
        List<FlvViewer.Seen> seen =
            viewer.await(LIMIT, tags -> tags.stream().anyMatch(FlvViewer.Seen::isKeyFrame));
        assertHeaderThenKeyFrame(seen, 1);
        assertThat(seen.stream().filter(FlvViewer.Seen::isAudio).findFirst().orElseThrow())
            .matches(tag -> !tag.isSound(), "the sequence header comes before any sound");
      }
    }
  }

  @Test
  void goodbye_ends_the_stream_for_viewers_of_both_kinds() throws Exception {
    try (RtmpPeer peer = publisher("bye");
        RtmpPeer player = new RtmpPeer(origin.rtmpPort());
        FlvViewer viewer = new FlvViewer(origin.httpPort(), "bye")) {
      send(peer, clip, 0);
      assertThat(player.play("bye")).isEqualTo("NetStream.Play.Reset");
      assertThat(player.status()).hasValue("NetStream.Play.Start");
      viewer.await(LIMIT, tags -> tags.stream().anyMatch(FlvViewer.Seen::isKeyFrame));
      peer.command("FCUnpublish", 5, AmfValue.nothing(), AmfValue.of("bye"));
      assertThat(viewer.awaitEnd(LIMIT)).isTrue();
      assertThat(player.status()).hasValue("NetStream.Play.UnpublishNotify");
      assertThat(player.status()).hasValue("NetStream.Play.Stop");
      assertThat(player.next()).isEqualTo(Optional.empty());
    }
  }

  @Test
  void unknown_application_is_refused() throws Exception {
    try (RtmpPeer peer = new RtmpPeer(origin.rtmpPort())) {
      assertThat(peer.connect("vod").status()).hasValue("NetConnection.Connect.InvalidApp");
    }
  }

  private static RtmpPeer publisher(String name) throws IOException {
    RtmpPeer peer = new RtmpPeer(origin.rtmpPort());
    assertThat(peer.publish(name)).isEqualTo(STARTED);
    return peer;
  }

  /** Tries as encoders do until the stream is free: the old connection's end takes its time. */
  private static RtmpPeer returning(String name) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      RtmpPeer peer = new RtmpPeer(origin.rtmpPort());
      String answer = peer.publish(name);
      if (answer.equals(STARTED)) {
        return peer;
      }
      peer.close();
      assertThat(answer).isEqualTo(BUSY);
      assertThat(System.nanoTime()).as("still busy").isLessThan(deadline);
    }
  }

  private static void send(RtmpPeer peer, Clip clip, int offset) throws IOException {
    for (Clip.Tag tag : clip.tags()) {
      int type = tag.typeId() == 18 ? MessageType.DATA_AMF0 : tag.typeId();
      peer.tag(type, offset + tag.timestamp(), tag.body());
    }
  }

  private static void assertHeaderThenKeyFrame(List<FlvViewer.Seen> seen, int headers) {
    List<FlvViewer.Seen> video = seen.stream().filter(FlvViewer.Seen::isVideo).toList();
    assertThat(video.stream().filter(FlvViewer.Seen::isVideoHeader)).hasSize(headers);
    for (int i = 0; i < video.size(); i++) {
      if (video.get(i).isVideoHeader()) {
        assertThat(video.get(i + 1).isKeyFrame()).isTrue();
      }
    }
  }

  private static Object videoHeader(Clip of) {
    return of.tags().stream()
        .filter(tag -> tag.typeId() == 9 && tag.body().getByte(1) == 0)
        .findFirst()
        .orElseThrow()
        .body();
  }
}
