package io.linkmic.node.mix;

import io.linkmic.contract.layout.Fit;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Region;
import io.linkmic.contract.layout.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is where on the canvas. Pure. */
public final class Arrangement {
  /**
   * Less of a picture than this is too little: half of a wide one is shown beside another, a third
   * of an upright one on a wide canvas is a chin.
   */
  private static final double LEAST_SEEN = 0.45;

  private Arrangement() {}

  /**
   * The same for the same arguments. Of a template there is a region for each member that it shows;
   * of explicit regions there is each, also while its host is not there. What would be narrower or
   * lower than two pixels is left out.
   *
   * @param members in any order, each with a slot of its own; none for an empty picture
   * @param activeSpeaker who spoke last; null or a stranger for nobody
   * @param canvasWidth even pixels
   * @param canvasHeight even pixels
   * @return farthest first
   */
  public static List<PlacedRegion> of(
      Layout layout,
      List<Member> members,
      @Nullable String activeSpeaker,
      int canvasWidth,
      int canvasHeight) {
    List<Member> bySlot =
        members.stream()
            .sorted(Comparator.comparingInt(Member::slot).thenComparing(Member::participantId))
            .toList();
    boolean upright = canvasHeight > canvasWidth;
    List<Placement> placements =
        layout.template() == Template.REGIONS
            ? explicit(layout.regions(), bySlot)
            : bySlot.isEmpty() ? List.of() : template(layout, bySlot, activeSpeaker, upright);
    List<PlacedRegion> regions = new ArrayList<>();
    for (Placement placement : placements) {
      PlacedRegion region = placed(layout, placement, canvasWidth, canvasHeight);
      if (region.width() > 0 && region.height() > 0) {
        regions.add(region);
      }
    }
    // Stable: of equal ones the later in the list is in front.
    regions.sort(Comparator.comparingInt(PlacedRegion::z));
    return List.copyOf(regions);
  }

  private static List<Placement> template(
      Layout layout, List<Member> members, @Nullable String activeSpeaker, boolean upright) {
    return switch (layout.template()) {
      case AUTO ->
          switch (members.size()) {
            case 1 -> Templates.single(members.getFirst());
            case 2 -> Templates.sideBySide(members);
            default -> Templates.grid(members, upright);
          };
      case SINGLE -> Templates.single(main(layout, members, null));
      case SIDE_BY_SIDE -> Templates.sideBySide(members);
      case GRID -> Templates.grid(members, upright);
      case PICTURE_IN_PICTURE -> {
        Member main = main(layout, members, null);
        yield Templates.pictureInPicture(main, without(members, main));
      }
      case STAGE -> {
        Member main = main(layout, members, activeSpeaker);
        yield Templates.stage(main, without(members, main), upright);
      }
      case REGIONS -> List.of();
    };
  }

  /** The pinned one, else the speaker, else the first; whoever of them is there. */
  private static Member main(Layout layout, List<Member> members, @Nullable String speaker) {
    Member pinned = find(members, layout.pinned());
    Member speaking = find(members, speaker);
    return pinned != null ? pinned : speaking != null ? speaking : members.getFirst();
  }

  private static @Nullable Member find(List<Member> members, @Nullable String participantId) {
    for (Member member : members) {
      if (member.participantId().equals(participantId)) {
        return member;
      }
    }
    return null;
  }

  private static List<Member> without(List<Member> members, Member main) {
    return members.stream().filter(member -> !member.equals(main)).toList();
  }

  private static List<Placement> explicit(List<Region> regions, List<Member> members) {
    List<Placement> placements = new ArrayList<>();
    for (Region region : regions) {
      placements.add(
          new Placement(
              whose(region, members),
              new Box(region.x(), region.y(), region.width(), region.height()),
              region.z(),
              region.fit(),
              region.placeholder()));
    }
    return placements;
  }

  private static @Nullable Member whose(Region region, List<Member> members) {
    Integer slot = region.slot();
    if (slot == null) {
      return find(members, region.participantId());
    }
    for (Member member : members) {
      if (member.slot() == slot) {
        return member;
      }
    }
    return null;
  }

  private static PlacedRegion placed(Layout layout, Placement placement, int width, int height) {
    Box box = placement.box();
    // Edges, not sizes, are rounded: neighbours share theirs.
    int left = even(box.x(), width);
    int top = even(box.y(), height);
    int right = even(box.x() + box.width(), width);
    int bottom = even(box.y() + box.height(), height);
    Member member = placement.member();
    String name = member == null ? "" : member.name();
    return new PlacedRegion(
        member == null ? null : member.participantId(),
        left,
        top,
        right - left,
        bottom - top,
        placement.z(),
        placement.fit() != null ? placement.fit() : fit(member, right - left, bottom - top),
        layout.labels() && !name.isBlank() ? name : null,
        member != null && member.cameraOn(),
        placement.placeholder() != null ? placement.placeholder() : layout.placeholder());
  }

  /**
   * The even pixel next to a fraction of {@code size}, within it. Halfway, 1/3 + 1/3 and 2/3 must
   * not go to different sides, though they differ in the last bit.
   */
  private static int even(double fraction, int size) {
    long pixel = 2 * Math.round(fraction * size / 2 - 1e-6);
    return (int) Math.clamp(pixel, 0, size & ~1);
  }

  private static Fit fit(@Nullable Member member, int width, int height) {
    if (member == null || member.width() <= 0 || member.height() <= 0) {
      return Fit.COVER;
    }
    double picture = (double) member.width() * height;
    double region = (double) member.height() * width;
    double seen = Math.min(picture, region) / Math.max(picture, region);
    return seen < LEAST_SEEN ? Fit.CONTAIN : Fit.COVER;
  }
}
