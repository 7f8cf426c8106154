package io.linkmic.contract.room;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.egress.EgressUrlVerdict;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.LayoutRequest;
import io.linkmic.contract.layout.LayoutRules;
import io.linkmic.contract.request.Checked;
import io.linkmic.contract.request.FieldCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Defaults and bounds of {@code POST /v1/rooms}. Resolves the hosts of egress and images; otherwise
 * pure.
 */
public final class RoomRules {
  /** Room ids are path segments and stream keys. */
  static final Pattern ROOM_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final int MAXIMUM_NAME = 128;

  /** One program to four CDNs is the largest simulcast seen; each target costs a thread. */
  public static final int MAXIMUM_EGRESS = 8;

  /**
   * One's own host and three others fill a two-by-two grid, the most that a PK shows; each link
   * costs both rooms a stream.
   */
  public static final int MAXIMUM_LINKS = 3;

  private final EgressUrlRules egressRules;
  private final LayoutRules layoutRules;

  public RoomRules(EgressUrlRules egressRules, LayoutRules layoutRules) {
    this.egressRules = egressRules;
    this.layoutRules = layoutRules;
  }

  /** What a room is when nothing is said. */
  public static RoomSettings defaults() {
    return new RoomSettings(
        "",
        6,
        Duration.ofMinutes(10),
        Duration.ofSeconds(30),
        new VideoSettings(1280, 720, 30, 2_500_000, Duration.ofSeconds(2), SeiMode.MIX),
        new AudioSettings(128_000),
        Layout.DEFAULT,
        List.of(),
        List.of());
  }

  public static boolean isRoomId(String roomId) {
    return ROOM_ID.matcher(roomId).matches();
  }

  /** Every problem at once, or the settings with nothing missing. */
  public Checked<RoomSettings> check(CreateRoomRequest request) {
    return check(request, null);
  }

  /**
   * The same for a room that there is. Does not ask whether the layout is stale.
   *
   * @param before the layout there is: it stays where the request has none, and the sequence goes
   *     on after it; null for none
   */
  public Checked<RoomSettings> check(CreateRoomRequest request, @Nullable Layout before) {
    FieldCheck check = new FieldCheck();
    RoomSettings fallback = defaults();
    if (request.roomId() != null && !isRoomId(request.roomId())) {
      check.problem("roomId", "roomId is 1–64 letters, digits, '_' or '-'.");
    }
    String name = request.name() == null ? "" : request.name();
    if (name.length() > MAXIMUM_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
      check.problem("name", "name has at most 128 characters and no control characters.");
    }
    RoomSettings settings =
        new RoomSettings(
            name,
            check.range("maxHosts", request.maxHosts(), fallback.maxHosts(), 1, 16),
            check.duration(
                "emptyTimeout",
                request.emptyTimeout(),
                fallback.emptyTimeout(),
                Duration.ZERO,
                Duration.ofDays(1)),
            check.duration(
                "holdTimeout",
                request.holdTimeout(),
                fallback.holdTimeout(),
                Duration.ZERO,
                Duration.ofMinutes(10)),
            video(check, request.video(), fallback.video()),
            audio(check, request.audio(), fallback.audio()),
            layout(check, request.layout(), before),
            egress(check, request.egress()),
            List.of());
    return check.problems().isEmpty()
        ? new Checked.Accepted<>(settings)
        : new Checked.Refused<>(check.problems());
  }

  private static VideoSettings video(
      FieldCheck check, CreateRoomRequest.@Nullable Video video, VideoSettings fallback) {
    if (video == null) {
      return fallback;
    }
    int width = check.range("video.width", video.width(), fallback.width(), 16, 3840);
    int height = check.range("video.height", video.height(), fallback.height(), 16, 2160);
    if (width % 2 != 0 || height % 2 != 0) {
      // 4:2:0 halves both sides of the chroma planes.
      check.problem("video", "video.width and video.height are even.");
    }
    return new VideoSettings(
        width,
        height,
        check.range("video.frameRate", video.frameRate(), fallback.frameRate(), 1, 60),
        check.range("video.bitrate", video.bitrate(), fallback.bitrate(), 100_000, 50_000_000),
        check.duration(
            "video.gop",
            video.gop(),
            fallback.gop(),
            Duration.ofMillis(500),
            Duration.ofSeconds(10)),
        sei(check, video.sei(), fallback.sei()));
  }

  private static SeiMode sei(FieldCheck check, @Nullable String word, SeiMode fallback) {
    if (word == null) {
      return fallback;
    }
    return SeiMode.of(word)
        .orElseGet(() -> {
          check.problem("video.sei", "video.sei is one of off, mix, all.");
          return fallback;
        });
  }

  private static AudioSettings audio(
      FieldCheck check, CreateRoomRequest.@Nullable Audio audio, AudioSettings fallback) {
    return audio == null
        ? fallback
        : new AudioSettings(
            check.range("audio.bitrate", audio.bitrate(), fallback.bitrate(), 32_000, 320_000));
  }

  private Layout layout(FieldCheck check, @Nullable LayoutRequest layout, @Nullable Layout before) {
    if (layout == null) {
      return before == null ? Layout.DEFAULT : before;
    }
    return layoutRules.complete(check, "layout.", layout, before);
  }

  private List<EgressTarget> egress(
      FieldCheck check, @Nullable List<CreateRoomRequest.Egress> egress) {
    List<EgressTarget> targets = new ArrayList<>();
    if (egress == null) {
      return List.of();
    }
    if (egress.size() > MAXIMUM_EGRESS) {
      check.problem("egress", "A room has at most " + MAXIMUM_EGRESS + " egress targets.");
      return List.of();
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < egress.size(); i++) {
      CreateRoomRequest.@Nullable Egress target = egress.get(i);
      String url = target == null || target.url() == null ? "" : target.url();
      // By its place where the caller gave none: the same request describes the same targets again.
      String egressId =
          target == null || target.egressId() == null ? "eg-" + (i + 1) : target.egressId();
      if (!isRoomId(egressId) || !ids.add(egressId)) {
        check.problem(
            "egress[" + i + "].egressId",
            "egressId is 1–64 letters, digits, '_' or '-', and no other target's.");
      }
      switch (egressRules.check(sample(url))) {
        case EgressUrlVerdict.Allowed ignored -> targets.add(new EgressTarget(egressId, url));
        case EgressUrlVerdict.Refused refused ->
            check.problem("egress[" + i + "].url", refused.message());
      }
    }
    return List.copyOf(targets);
  }

  /**
   * The URL as it may look when the node filled it in. Only behind the host: where the program goes
   * must be known now. Other braces stay, and are refused.
   */
  private static String sample(String url) {
    int scheme = url.indexOf("://");
    int path = scheme < 0 ? -1 : url.indexOf('/', scheme + 3);
    return path < 0
        ? url
        : url.substring(0, path)
            + url.substring(path).replace("{roomId}", "room").replace("{epoch}", "1");
  }
}
