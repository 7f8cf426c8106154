package io.linkmic.origin.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A viewer whose connection takes as much as the test says, on a clock the test moves. */
class ViewerTest {
  private static final StreamKey KEY = new StreamKey("room");

  private long nanos = 1_000_000_000L;
  private final OriginFigures figures = new OriginFigures();
  private final StreamDirectory streams =
      new StreamDirectory(
          new StreamLimits(
              2,
              Duration.ofSeconds(3),
              Duration.ofSeconds(30),
              100_000,
              Duration.ofSeconds(10),
              2,
              Duration.ofSeconds(60),
              Duration.ofMillis(40)),
          figures,
          () -> nanos,
          InstantSource.fixed(Instant.EPOCH));
  private final Gate gate = new Gate();
  private final EmbeddedChannel channel = new EmbeddedChannel(gate);
  private final Viewer viewer =
      new Viewer(
          channel,
          new Names(),
          new ViewerLimits(50_000, Duration.ofSeconds(2), Duration.ofSeconds(10)),
          figures,
          () -> nanos);

  ViewerTest() {
    channel.freezeTime();
    // One tag written and not flushed makes the connection full.
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
  }

  /** Lets flushes through while open. */
  private final class Gate extends ChannelDuplexHandler {
    boolean open = true;

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      viewer.writabilityChanged();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
      if (open) {
        ctx.flush();
      }
    }
  }

  /** Writes the kind and the time of a tag. */
  private static final class Names implements ViewerFormat {
    @Override
    public ByteBuf begin(StreamTracks tracks) {
      return text("begin");
    }

    @Override
    public ByteBuf tag(LiveTag tag) {
      String kind =
          tag.isSequenceHeader()
              ? "H"
              : tag.isKeyFrame() ? "K" : tag.kind() == TagKind.AUDIO ? "A" : "P";
      return text(kind + tag.timestamp());
    }

    @Override
    public ByteBuf end(EndReason reason) {
      return text(reason.name());
    }

    @Override
    public Door door() {
      return Door.HTTP_FLV;
    }

    private static ByteBuf text(String text) {
      return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
  }

  @Test
  void viewer_before_the_stream_begins_when_it_does() {
    streams.join(KEY, viewer);
    assertThat(written()).containsExactly("begin");
    assertThat(figures.waitingViewers).hasValue(1);
    Publication publication = publish();
    send(publication, TagKind.VIDEO, 0, TestTags.videoHeaderBody(1));
    send(publication, TagKind.VIDEO, 0, TestTags.keyBody());
    assertThat(written()).containsExactly("H0", "K0");
    assertThat(figures.waitingViewers).hasValue(0);
  }

  @Test
  void pictures_before_the_first_key_frame_and_after_new_parameter_sets_are_not_sent() {
    streams.join(KEY, viewer);
    Publication publication = publish();
    send(publication, TagKind.VIDEO, 0, TestTags.pictureBody());
    send(publication, TagKind.VIDEO, 0, TestTags.videoHeaderBody(1));
    send(publication, TagKind.VIDEO, 33, TestTags.keyBody());
    send(publication, TagKind.VIDEO, 66, TestTags.videoHeaderBody(2));
    send(publication, TagKind.VIDEO, 66, TestTags.pictureBody());
    send(publication, TagKind.VIDEO, 99, TestTags.keyBody());
    assertThat(written()).containsExactly("begin", "H0", "K33", "H66", "K99");
  }

  @Test
  void sound_waits_for_the_picture_but_no_longer_than_configured() {
    streams.join(KEY, viewer);
    Publication publication = publish();
    written();
    send(publication, TagKind.AUDIO, 0, TestTags.soundBody());
    send(publication, TagKind.AUDIO, 21, TestTags.soundBody());
    assertThat(written()).isEmpty();
    send(publication, TagKind.AUDIO, 42, TestTags.soundBody());
    assertThat(written()).containsExactly("A0", "A21", "A42");
    send(publication, TagKind.AUDIO, 64, TestTags.soundBody());
    send(publication, TagKind.VIDEO, 66, TestTags.keyBody());
    assertThat(written()).containsExactly("A64", "K66");
  }

  @Test
  void slow_viewer_loses_pictures_up_to_the_next_key_frame_and_keeps_its_sound() {
    streams.join(KEY, viewer);
    Publication publication = publish();
    send(publication, TagKind.VIDEO, 0, TestTags.keyBody());
    written();
    gate.open = false;
    // The first one fills the connection; the queue then holds two seconds.
    for (int time = 100; time <= 2500; time += 100) {
      send(publication, TagKind.VIDEO, time, TestTags.pictureBody());
      send(publication, TagKind.AUDIO, time, TestTags.soundBody());
    }
    gate.open = true;
    send(publication, TagKind.VIDEO, 2600, TestTags.pictureBody());
    send(publication, TagKind.VIDEO, 2700, TestTags.keyBody());
    send(publication, TagKind.VIDEO, 2800, TestTags.pictureBody());
    drain();
    List<String> seen = written();
    assertThat(seen).first().isEqualTo("P100");
    assertThat(seen.subList(1, seen.size()))
        .filteredOn(name -> !name.startsWith("A"))
        .containsExactly("K2700", "P2800");
    assertThat(seen).contains("A2500");
    assertThat(figures.tagsDropped.sum()).isPositive();
  }

  @Test
  void viewer_that_never_catches_up_is_disconnected_and_holds_nothing() {
    streams.join(KEY, viewer);
    Publication publication = publish();
    gate.open = false;
    for (int second = 0; second <= 14 && channel.isOpen(); second++) {
      send(publication, TagKind.VIDEO, second * 1000, TestTags.keyBody());
      for (int time = 100; time < 1000; time += 100) {
        send(publication, TagKind.VIDEO, second * 1000 + time, TestTags.pictureBody());
      }
      nanos += 1_000_000_000L;
    }
    assertThat(channel.isOpen()).isFalse();
    assertThat(figures.slowViewersDisconnected.sum()).isEqualTo(1);
    assertThat(figures.viewers(ViewerFormat.Door.HTTP_FLV)).hasValue(0);
  }

  @Test
  void waiting_for_a_stream_that_never_comes_ends_after_the_waiting_time() {
    streams.join(KEY, viewer);
    channel.advanceTimeBy(61, java.util.concurrent.TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(written()).containsExactly("begin", "NEVER_STARTED");
    assertThat(streams.size()).isZero();
    assertThat(figures.waitingViewers).hasValue(0);
  }

  @Test
  void vanished_publisher_keeps_its_viewers_for_the_grace_period_and_no_longer() {
    streams.join(KEY, viewer);
    Publication publication = publish();
    publication.vanished();
    channel.advanceTimeBy(29, java.util.concurrent.TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(written()).containsExactly("begin");
    channel.advanceTimeBy(2, java.util.concurrent.TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(written()).containsExactly("STREAM_ENDED");
    assertThat(streams.size()).isZero();
  }

  @Test
  void viewer_that_leaves_before_it_was_let_in_is_forgotten() {
    viewer.closed();
    streams.join(KEY, viewer);
    assertThat(streams.size()).isZero();
    assertThat(figures.viewers(ViewerFormat.Door.HTTP_FLV)).hasValue(0);
  }

  private Publication publish() {
    List<PublishResult> answers = new ArrayList<>();
    Publisher publisher =
        new Publisher() {
          @Override
          public io.netty.channel.EventLoop eventLoop() {
            return channel.eventLoop();
          }

          @Override
          public void superseded() {}
        };
    streams.publish(KEY, OptionalLong.empty(), publisher, answers::add);
    return ((PublishResult.Accepted) answers.getFirst()).publication();
  }

  private void send(Publication publication, TagKind kind, int timestamp, ByteBuf body) {
    publication.tag(kind, timestamp, body);
    publication.flush();
  }

  private void drain() {
    channel.flush();
    viewer.writabilityChanged();
  }

  private List<String> written() {
    List<String> names = new ArrayList<>();
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      names.add(bytes.toString(StandardCharsets.UTF_8));
      bytes.release();
    }
    return names;
  }
}
