package io.linkmic.origin.rtmp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chunk streams by id: an array for the ids encoders use, a bounded map for the others. */
final class ChunkStreamTable {
  private static final int SMALL = 16;

  private final @Nullable ChunkStream[] small = new ChunkStream[SMALL];
  private final Map<Integer, ChunkStream> large = new HashMap<>();
  private final int maxLarge;

  ChunkStreamTable(int maxLarge) {
    this.maxLarge = maxLarge;
  }

  /** The stream of that id, made when new; null when there are too many. */
  @Nullable ChunkStream get(int id) {
    if (id >= 0 && id < SMALL) {
      ChunkStream stream = small[id];
      if (stream == null) {
        stream = new ChunkStream();
        small[id] = stream;
      }
      return stream;
    }
    if (large.size() >= maxLarge && !large.containsKey(id)) {
      return null;
    }
    return large.computeIfAbsent(id, _ -> new ChunkStream());
  }

  void dropAll() {
    for (ChunkStream stream : small) {
      if (stream != null) {
        stream.drop();
      }
    }
    large.values().forEach(ChunkStream::drop);
  }
}
