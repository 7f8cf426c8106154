package io.linkmic.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.node.room.PictureSize;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.peer.Input;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.peer.TrackStats;
import io.linkmic.rtc.rtp.MediaKind;
import io.linkmic.testkit.call.CallConfig;
import io.linkmic.testkit.call.CallRecord.PictureReceived;
import io.linkmic.testkit.call.SimulatedCall;
import io.linkmic.testkit.media.PictureMaker;
import io.linkmic.testkit.media.SoundMaker;
import io.linkmic.testkit.network.LinkConfig;
import io.linkmic.testkit.network.LossModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The choice of pictures over a simulated path with a drop-tail queue: real packets, repetitions
 * and reports, with REMB by a plain receiver's rule or without any.
 */
class DownlinkCallTest {
  private static final Duration ONE_WAY = Duration.ofMillis(25);
  private static final int FULL_RATE = 2_500_000;
  private static final int SMALL_RATE = 450_000;

  private final Downlink downlink = new Downlink();
  private final List<Change> changes = new ArrayList<>();
  private SimulatedCall call;
  private PictureChoice choice;
  private PictureMaker full;
  private PictureMaker small;
  private SoundMaker sound;
  private Instant begin;
  private long frames;
  private int heard;
  private boolean idr = true;
  private boolean remb;
  private long estimate = 30_000_000;
  private long bytesBefore;

  private record Change(double second, PictureSize to) {}

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_path_of_800_kbit_gets_the_small_picture_without_a_freeze(boolean withRemb) {
    call(11, 800_000, 30_000, withRemb);
    call.runFor(Duration.ofSeconds(90));
    print("800 kbit/s");
    assertThat(changes.getFirst().to).isEqualTo(PictureSize.SMALL);
    assertThat(changes.getFirst().second).isLessThan(8);
    assertThat(changes).noneMatch(change -> change.to == PictureSize.NONE);
    assertThat(seconds(PictureSize.FULL, 90)).as("tries").isLessThan(20);
    double settled = changes.getFirst().second + 2;
    assertThat(longestGap(settled, settled + 7.5)).isLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_path_that_gets_narrow_and_wide_again_is_followed(boolean withRemb) {
    call(12, 4_000_000, 120_000, withRemb);
    call.runFor(Duration.ofSeconds(30));
    assertThat(changes).isEmpty();
    call.up().capacity(800_000);
    call.runFor(Duration.ofSeconds(8));
    assertThat(choice.size()).isEqualTo(PictureSize.SMALL);
    call.up().capacity(4_000_000);
    call.runFor(Duration.ofSeconds(40));
    print("4, 0.8, 4 Mbit/s");
    assertThat(choice.size()).isEqualTo(PictureSize.FULL);
    assertThat(longestGap(70, 77)).isLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void losses_of_a_radio_with_room_for_repetitions_change_nothing(long seed) {
    LinkConfig lossy = LinkConfig.delayed(ONE_WAY).withLoss(new LossModel.Bernoulli(0.1));
    begin(new SimulatedCall(CallConfig.of(seed, ONE_WAY.multipliedBy(2)).withUp(lossy)), true);
    call.runFor(Duration.ofSeconds(60));
    print("10 % lost");
    assertThat(changes).isEmpty();
  }

  private void call(long seed, long capacity, int queue, boolean withRemb) {
    CallConfig config = CallConfig.of(seed, ONE_WAY.multipliedBy(2));
    LinkConfig narrow = config.up().withCapacity(capacity, queue);
    begin(new SimulatedCall(config.withUp(narrow)), withRemb);
  }

  private void begin(SimulatedCall made, boolean withRemb) {
    call = made;
    remb = withRemb;
    call.connect();
    begin = call.now();
    choice = new PictureChoice(downlink, begin);
    full = new PictureMaker(1280, 720, 30, FULL_RATE, 1);
    small = new PictureMaker(640, 360, 30, SMALL_RATE, 2);
    sound = new SoundMaker(48_000, 3);
    nextPicture();
    nextSound();
    if (remb) {
      nextEstimate();
    }
  }

  private void nextPicture() {
    Instant now = call.now();
    listen();
    PictureSize before = choice.size();
    PictureSize size = choice.decide(true, now);
    if (size != before) {
      changes.add(new Change(Duration.between(begin, now).toMillis() / 1000.0, size));
      idr = true;
    }
    if (size != PictureSize.NONE) {
      AccessUnit unit = (size == PictureSize.FULL ? full : small).next(idr || frames % 60 == 0);
      idr = false;
      downlink.sent(unit.nalUnits().length(), now);
      long timestamp = frames * 3000 & 0xFFFFFFFFL;
      call.toClient(
          new Input.SendVideo(now, "1", new AccessUnit(unit.nalUnits(), unit.idr(), timestamp, 0)));
    }
    frames++;
    call.time().at(begin.plusNanos(frames * 1_000_000_000L / 30), this::nextPicture);
  }

  private void nextSound() {
    var frame = sound.next();
    downlink.sent(frame.payload().length(), call.now());
    call.toClient(new Input.SendAudio(call.now(), "0", frame));
    call.time().after(Duration.ofMillis(20), this::nextSound);
  }

  private void listen() {
    List<PeerEvent> events = call.record().clientEvents();
    for (; heard < events.size(); heard++) {
      switch (events.get(heard)) {
        case PeerEvent.ReceiverReport report -> {
          if (report.kind() == MediaKind.VIDEO) {
            downlink.reported(
                report.lost(), report.highestSequence(), report.roundTrip(), report.at());
          }
        }
        case PeerEvent.KeyFrameRequested request -> idr = true;
        default -> {}
      }
    }
  }

  /**
   * congestion.md §1 in short: back to 0.85 of what comes when it comes late, else 8 % a second.
   */
  private void nextEstimate() {
    long bytes =
        call.nodeStats().tracks().stream()
            .filter(TrackStats::receives)
            .mapToLong(TrackStats::bytes)
            .sum();
    long received = (long) ((bytes - bytesBefore) * 8 * 2 * 1.05);
    bytesBefore = bytes;
    long before = estimate;
    if (late()) {
      estimate = Math.min(estimate, (long) (0.85 * received));
    } else {
      estimate =
          Math.max(estimate, (long) Math.min(estimate * 1.04 + 1000, 1.5 * received + 10_000));
    }
    if (before == 30_000_000) {
      estimate = Math.max(300_000, received);
    }
    long told = estimate;
    call.time().after(ONE_WAY, () -> downlink.estimated(told, call.now()));
    call.time().after(Duration.ofMillis(500), this::nextEstimate);
  }

  /** Whether the newest picture took 100 ms longer than the way takes, or none came. */
  private boolean late() {
    List<PictureReceived> pictures = call.record().picturesReceived();
    if (pictures.isEmpty()) {
      return false;
    }
    PictureReceived last = pictures.getLast();
    Instant sent = begin.plusNanos(last.unit().rtpTimestamp() * 1_000_000_000L / 90_000);
    Instant expected = sent.plus(ONE_WAY).plusMillis(100);
    return last.at().isAfter(expected) || call.now().isAfter(last.at().plusMillis(200));
  }

  private double seconds(PictureSize size, double until) {
    double sum = 0;
    PictureSize now = PictureSize.FULL;
    double since = 0;
    for (Change change : changes) {
      sum += now == size ? change.second - since : 0;
      now = change.to;
      since = change.second;
    }
    return sum + (now == size ? until - since : 0);
  }

  /** ms between two pictures that came, within these seconds. */
  private long longestGap(double from, double to) {
    Instant last = begin.plusMillis((long) (from * 1000));
    Instant end = begin.plusMillis((long) (to * 1000));
    long longest = 0;
    for (PictureReceived picture : call.record().picturesReceived()) {
      if (picture.at().isAfter(last) && picture.at().isBefore(end)) {
        longest = Math.max(longest, Duration.between(last, picture.at()).toMillis());
        last = picture.at();
      }
    }
    return Math.max(longest, Duration.between(last, end).toMillis());
  }

  private void print(String path) {
    System.out.printf("figure: %s, REMB %s: %s%n", path, remb, changes);
  }
}
