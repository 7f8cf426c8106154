package io.linkmic.dns.select;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which node each room was sent to in the last 30 s, so that the two hosts of a new room meet
 * although it has no owner yet. Two generations: the older one is dropped whole, which costs
 * nothing per entry. Any thread.
 */
final class LatelyChosen {
  /** From being chosen to the first join's lease, with probing and a slow phone in between. */
  static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(30);

  // 2 × 100,000 entries of some 150 bytes. Beyond 3,000 new rooms a second the oldest go early.
  private static final int MOST_PER_GENERATION = 100_000;

  // Asked again and again, a room keeps its node; written down once in 5 s is enough for that.
  private static final long WRITTEN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private record Choice(String nodeId, long atNanos) {}

  private record Generations(
      ConcurrentHashMap<String, Choice> young,
      ConcurrentHashMap<String, Choice> old,
      long sinceNanos) {}

  private volatile Generations generations;

  LatelyChosen(long nowNanos) {
    generations = new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), nowNanos);
  }

  @Nullable String find(String roomId, long nowNanos) {
    Choice choice = choice(generations, roomId);
    return choice == null || nowNanos - choice.atNanos >= REMEMBERED_NANOS ? null : choice.nodeId;
  }

  private static @Nullable Choice choice(Generations now, String roomId) {
    Choice choice = now.young.get(roomId);
    return choice != null ? choice : now.old.get(roomId);
  }

  /** True when the room was not with that node already. */
  boolean put(String roomId, String nodeId, long nowNanos) {
    Generations now = generations;
    Choice before = choice(now, roomId);
    boolean same =
        before != null
            && before.nodeId.equals(nodeId)
            && nowNanos - before.atNanos < REMEMBERED_NANOS;
    if (!same || before == null || nowNanos - before.atNanos >= WRITTEN_EVERY_NANOS) {
      now.young.put(roomId, new Choice(nodeId, nowNanos));
    }
    return !same;
  }

  /** Once per picture. */
  void tick(long nowNanos) {
    Generations now = generations;
    if (nowNanos - now.sinceNanos >= REMEMBERED_NANOS
        || now.young.mappingCount() >= MOST_PER_GENERATION) {
      generations = new Generations(new ConcurrentHashMap<>(), now.young, nowNanos);
    }
  }

  long size() {
    Generations now = generations;
    return now.young.mappingCount() + now.old.mappingCount();
  }
}
