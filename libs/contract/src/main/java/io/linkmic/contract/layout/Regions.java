package io.linkmic.contract.layout;

import io.linkmic.contract.layout.LayoutRequest.RegionWish;
import io.linkmic.contract.request.FieldCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of explicit regions. One request, one thread. */
final class Regions {
  private static final int HIGHEST_Z = 100;

  private final FieldCheck check;
  private final Parts parts;
  private final Set<String> participants = new HashSet<>();
  private final Set<Integer> slots = new HashSet<>();

  Regions(FieldCheck check, Parts parts) {
    this.check = check;
    this.parts = parts;
  }

  List<Region> regions(String path, Template template, @Nullable List<RegionWish> wishes) {
    boolean none = wishes == null || wishes.isEmpty();
    if (template == Template.REGIONS ? none : !none) {
      check.problem(path, path + " are there with the template regions, and only with it.");
    }
    if (wishes == null || template != Template.REGIONS) {
      return List.of();
    }
    if (wishes.size() > LayoutRules.MAXIMUM_REGIONS) {
      check.problem(path, path + " are at most " + LayoutRules.MAXIMUM_REGIONS + ".");
      return List.of();
    }
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < wishes.size(); i++) {
      String at = path + "[" + i + "]";
      RegionWish wish = wishes.get(i);
      if (wish == null) {
        check.problem(at, at + " is a region.");
      } else {
        regions.add(region(at, wish));
      }
    }
    return List.copyOf(regions);
  }

  private Region region(String path, RegionWish wish) {
    whose(path, wish);
    double x = parts.needed(path + ".x", wish.x());
    double y = parts.needed(path + ".y", wish.y());
    double width = parts.needed(path + ".width", wish.width());
    double height = parts.needed(path + ".height", wish.height());
    if ((wish.width() != null && width == 0) || (wish.height() != null && height == 0)) {
      check.problem(path, path + " has a width and a height above 0.");
    }
    parts.box(path, x, y, width, height);
    return new Region(
        wish.participantId(),
        wish.slot(),
        x,
        y,
        width,
        height,
        check.range(path + ".z", wish.z(), 0, 0, HIGHEST_Z),
        fit(path + ".fit", wish.fit()),
        wish.placeholder() == null
            ? null
            : parts.fill(path + ".placeholder", wish.placeholder(), Layout.DEFAULT.placeholder()));
  }

  private void whose(String path, RegionWish wish) {
    String participantId = wish.participantId();
    Integer slot = wish.slot();
    if ((participantId == null) == (slot == null)) {
      check.problem(path, path + " has a participantId or a slot, and not both.");
      return;
    }
    if (participantId != null) {
      parts.participantId(path + ".participantId", participantId);
      if (!participants.add(participantId)) {
        check.problem(path + ".participantId", path + ".participantId has another region.");
      }
    }
    if (slot != null) {
      check.range(path + ".slot", slot, 0, 0, LayoutRules.MAXIMUM_REGIONS - 1);
      if (!slots.add(slot)) {
        check.problem(path + ".slot", path + ".slot has another region.");
      }
    }
  }

  private Fit fit(String field, @Nullable String word) {
    if (word == null) {
      return Fit.COVER;
    }
    var known = Fit.of(word);
    if (known.isEmpty()) {
      check.problem(field, field + " is cover, contain or stretch.");
    }
    return known.orElse(Fit.COVER);
  }
}
