package io.linkmic.origin.stream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a late viewer needs to begin at once: metadata, sequence headers, and every tag since the
 * last key frame in the order it came. Home loop only; holds a reference to each tag.
 */
final class GopCache {
  private final long maxBytes;
  private final long maxMillis;
  private final List<LiveTag> tags = new ArrayList<>();
  private Headers current = Headers.NONE;

  /** The headers in force when the cached GOP began; newer ones are among its tags. */
  private Headers atStart = Headers.NONE;

  private long bytes;

  GopCache(long maxBytes, long maxMillis) {
    this.maxBytes = maxBytes;
    this.maxMillis = maxMillis;
  }

  /** Metadata and sequence headers; each may be missing. */
  private record Headers(
      @Nullable LiveTag script, @Nullable LiveTag video, @Nullable LiveTag audio) {
    static final Headers NONE = new Headers(null, null, null);

    Headers with(LiveTag tag) {
      return switch (tag.kind()) {
        case SCRIPT -> new Headers(tag, video, audio);
        case VIDEO -> new Headers(script, tag, audio);
        case AUDIO -> new Headers(script, video, tag);
      };
    }
  }

  /** Takes note of a tag, which is borrowed. */
  void add(LiveTag tag) {
    if (!tag.isFrame()) {
      remember(tag);
    }
    if (tag.isKeyFrame()) {
      clear();
      atStart = current;
    } else if (tags.isEmpty()) {
      // Nothing to begin with until a key frame comes.
      return;
    }
    tags.add(tag.retain());
    bytes += tag.length();
    if (bytes > maxBytes || millis() > maxMillis) {
      clear();
    }
  }

  /** The headers changed shape: is this one different from the one in force? */
  boolean differs(LiveTag header) {
    LiveTag known = header.kind() == TagKind.VIDEO ? current.video : current.audio;
    return known == null || !known.body().equals(header.body());
  }

  @Nullable LiveTag videoHeader() {
    return current.video;
  }

  @Nullable LiveTag audioHeader() {
    return current.audio;
  }

  private void remember(LiveTag header) {
    current = current.with(header.copyAt(header.timestamp()));
  }

  /** The start for a new viewer; references in the list are transferred to the caller. */
  List<LiveTag> start() {
    Headers headers = tags.isEmpty() ? current : atStart;
    List<LiveTag> start = new ArrayList<>(tags.size() + 3);
    Integer timestamp = tags.isEmpty() ? null : tags.getFirst().timestamp();
    for (LiveTag header : new LiveTag[] {headers.script, headers.video, headers.audio}) {
      if (header != null) {
        start.add(header.copyAt(timestamp == null ? header.timestamp() : timestamp));
      }
    }
    tags.forEach(tag -> start.add(tag.retain()));
    return start;
  }

  /** Media time in the cache. */
  int millis() {
    return tags.isEmpty() ? 0 : tags.getLast().timestamp() - tags.getFirst().timestamp();
  }

  long bytes() {
    return bytes;
  }

  /** Forgets the pictures and sounds, keeps the headers. */
  void clear() {
    tags.forEach(LiveTag::release);
    tags.clear();
    bytes = 0;
  }
}
