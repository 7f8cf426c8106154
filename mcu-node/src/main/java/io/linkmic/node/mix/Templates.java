package io.linkmic.node.mix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where members go by name of a template. Members come by slot, at least one. Pure. */
final class Templates {
  /** A quarter of each side is still a face on a telephone. */
  private static final double INSET = 0.25;

  private static final double MARGIN = 0.02;

  /** The speaker keeps most of the picture, five others fit beside it in the canvas' shape. */
  private static final double STRIP = 0.2;

  private static final int ONE_LINE = 6;

  private Templates() {}

  static List<Placement> single(Member main) {
    return List.of(Placement.of(main, Box.CANVAS, 0));
  }

  /** Columns, also on an upright canvas: two people side by side face each other. */
  static List<Placement> sideBySide(List<Member> members) {
    List<Placement> placements = new ArrayList<>();
    double width = 1.0 / members.size();
    for (int i = 0; i < members.size(); i++) {
      placements.add(Placement.of(members.get(i), new Box(i * width, 0, width, 1), 0));
    }
    return placements;
  }

  /**
   * A member whose slot is a cell of the grid is in that cell, so that nobody moves while the grid
   * keeps its shape; the others fill what is free. Free cells at the end centre the last row.
   */
  static List<Placement> grid(List<Member> members, boolean upright) {
    int more = (int) Math.ceil(Math.sqrt(members.size()));
    int fewer = (members.size() + more - 1) / more;
    int columns = upright ? fewer : more;
    int rows = upright ? more : fewer;
    @Nullable Member[] cells = cells(members, columns * rows);
    int last = cells.length - 1;
    while (cells[last] == null) {
      last--;
    }
    double shift = (cells.length - 1 - last) / 2.0;
    List<Placement> placements = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      Member member = cells[i];
      if (member != null) {
        int row = i / columns;
        double column = i % columns + (row == rows - 1 ? shift : 0);
        placements.add(
            Placement.of(
                member,
                new Box(column / columns, (double) row / rows, 1.0 / columns, 1.0 / rows),
                0));
      }
    }
    return placements;
  }

  private static @Nullable Member[] cells(List<Member> members, int count) {
    @Nullable Member[] cells = new @Nullable Member[count];
    List<Member> others = new ArrayList<>();
    for (Member member : members) {
      if (member.slot() < count && cells[member.slot()] == null) {
        cells[member.slot()] = member;
      } else {
        others.add(member);
      }
    }
    for (Member member : others) {
      cells[Arrays.asList(cells).indexOf(null)] = member;
    }
    return cells;
  }

  /** The others from the lower right corner to the left, then the next row above. */
  static List<Placement> pictureInPicture(Member main, List<Member> others) {
    List<Placement> placements = new ArrayList<>(single(main));
    if (others.isEmpty()) {
      return placements;
    }
    int rows = (others.size() + 4) / 5;
    int perRow = (others.size() + rows - 1) / rows;
    double size = Math.min(INSET, (1 - MARGIN * (perRow + 1)) / perRow);
    for (int i = 0; i < others.size(); i++) {
      double x = 1 - (i % perRow + 1) * (size + MARGIN);
      double y = 1 - (i / perRow + 1) * (size + MARGIN);
      placements.add(Placement.of(others.get(i), new Box(x, y, size, size), 1));
    }
    return placements;
  }

  /** The strip is at the right; on an upright canvas at the bottom. */
  static List<Placement> stage(Member main, List<Member> others, boolean upright) {
    if (others.isEmpty()) {
      return single(main);
    }
    int lines = others.size() > ONE_LINE ? 2 : 1;
    int perLine = (others.size() + lines - 1) / lines;
    double across = lines == 1 ? STRIP : STRIP * 3 / 4;
    double along = Math.min(across, 1.0 / perLine);
    double large = 1 - lines * across;
    List<Placement> placements = new ArrayList<>();
    placements.add(Placement.of(main, place(new Box(0, 0, large, 1), upright), 0));
    for (int i = 0; i < others.size(); i++) {
      int line = i / perLine;
      int inLine = Math.min(perLine, others.size() - line * perLine);
      double from = (1 - inLine * along) / 2;
      Box box = new Box(large + line * across, from + (i % perLine) * along, across, along);
      placements.add(Placement.of(others.get(i), place(box, upright), 0));
    }
    return placements;
  }

  private static Box place(Box box, boolean upright) {
    return upright ? box.turned() : box;
  }
}
