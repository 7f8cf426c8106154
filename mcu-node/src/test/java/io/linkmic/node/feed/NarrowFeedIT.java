package io.linkmic.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.program.TestClip;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.NalType;
import io.linkmic.rtc.codec.NalUnits;
import io.linkmic.rtc.codec.SequenceParameterSet;
import io.linkmic.rtc.peer.PeerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Two receivers of one mix on real sockets, one of them behind a path that loses what is too much.
 */
class NarrowFeedIT extends MixedRoom {
  private static final int FULL_WIDTH = 640;

  @Test
  void a_narrow_path_gets_the_small_picture_while_another_gets_the_full_one() throws Exception {
    publish(join("a"), TestClip.make(FULL_WIDTH, 360));
    publish(join("b"), TestClip.make(FULL_WIDTH, 360));
    TestPeer narrow = subscribe(join("narrow"));
    Narrow path = new Narrow();
    narrow.loss = path;
    TestPeer wide = subscribe(join("wide"));
    holds(() -> widths(narrow, 0).contains(FULL_WIDTH) && widths(wide, 0).contains(FULL_WIDTH));

    // How many bits a mix of the clip has depends on the encoder.
    long since = System.nanoTime();
    long bytes = path.bytes.get();
    int before = wide.pictures().size();
    holds(() -> wide.pictures().size() > before + 90);
    path.letThrough(0.5, since, bytes);
    System.out.printf("figure: the path takes %.0f kbit/s%n", path.bytesPerSecond * 8 / 1000);
    holds(() -> widths(narrow, 0).contains(FULL_WIDTH / 2));
    assertThat(registry.get("linkmic.mix.small").gauge().value()).isEqualTo(1);
    int from = narrow.pictures().size();
    int fromWide = wide.pictures().size();
    // What the full picture left in the path drains first.
    holds(() -> narrow.pictures().size() > from + 30);
    int breaks = narrow.events(PeerEvent.VideoBroken.class).size();
    holds(() -> narrow.pictures().size() > from + 180);
    assertThat(widths(narrow, from)).containsOnly(FULL_WIDTH / 2);
    assertThat(narrow.events(PeerEvent.VideoBroken.class)).hasSize(breaks);
    assertThat(widths(wide, fromWide)).containsOnly(FULL_WIDTH);
    assertThat(streams("small")).isEqualTo(1);

    path.open();
    int late = narrow.pictures().size();
    holds(() -> widths(narrow, late).contains(FULL_WIDTH));
    assertThat(timestamps(narrow)).as("one timeline").isSorted().doesNotHaveDuplicates();
    holds(() -> registry.get("linkmic.mix.small").gauge().value() == 0);
    assertThat(streams("full")).isEqualTo(2);
  }

  private double streams(String kind) {
    return registry.get("linkmic.feed.streams").tag("kind", kind).gauge().value();
  }

  /** A policer: what comes faster than it lets through is lost. */
  private static final class Narrow implements Predicate<Bytes> {
    // More than a busy machine stands still and then sends at once.
    private static final double BUCKET_SECONDS = 1;
    private final AtomicLong bytes = new AtomicLong();
    private volatile double bytesPerSecond = Double.POSITIVE_INFINITY;
    private double filled;
    private long at = System.nanoTime();

    @Override
    public boolean test(Bytes data) {
      bytes.addAndGet(data.length());
      double most = bytesPerSecond;
      long now = System.nanoTime();
      filled = most == Double.POSITIVE_INFINITY ? 0 : Math.max(0, filled - most * (now - at) / 1e9);
      at = now;
      if (filled + data.length() > most * BUCKET_SECONDS) {
        return true;
      }
      filled += data.length();
      return false;
    }

    /** From now on this share of what came since. */
    void letThrough(double share, long since, long bytesSince) {
      bytesPerSecond = share * (bytes.get() - bytesSince) * 1e9 / (System.nanoTime() - since);
    }

    void open() {
      bytesPerSecond = Double.POSITIVE_INFINITY;
    }
  }

  private static List<Integer> widths(TestPeer peer, int from) {
    List<Integer> widths = new ArrayList<>();
    int last = 0;
    List<PeerEvent.VideoReceived> pictures = peer.pictures();
    for (PeerEvent.VideoReceived picture : pictures) {
      if (picture.unit().idr()) {
        last = width(picture.unit());
      }
      widths.add(last);
    }
    return widths.subList(Math.min(from, widths.size()), widths.size());
  }

  private static int width(AccessUnit unit) {
    if (NalUnits.split(unit.nalUnits()) instanceof Parsed.Ok<List<Bytes>>(var units)) {
      for (Bytes nal : units) {
        if (NalType.of(nal.u8(0)) == NalType.SPS
            && SequenceParameterSet.parse(nal)
                instanceof Parsed.Ok<SequenceParameterSet>(var sps)) {
          return sps.width();
        }
      }
    }
    throw new AssertionError("an IDR without parameter sets");
  }

  private static List<Long> timestamps(TestPeer peer) {
    long first = peer.pictures().getFirst().unit().rtpTimestamp();
    return peer.pictures().stream()
        .map(picture -> (picture.unit().rtpTimestamp() - first) & 0xFFFFFFFFL)
        .toList();
  }
}
