package io.linkmic.origin.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GopCacheTest {
  private final GopCache cache = new GopCache(10_000, 5_000);

  @Test
  void start_is_the_headers_and_everything_since_the_last_key_frame() {
    add(TestTags.videoHeader(1), TestTags.key(0), TestTags.picture(33));
    add(TestTags.key(1000), TestTags.sound(1010), TestTags.picture(1033));
    assertThat(start()).containsExactly("H1@1000", "K@1000", "A@1010", "P@1033");
  }

  @Test
  void headers_that_changed_in_the_cached_gop_come_where_they_came() {
    add(TestTags.videoHeader(1), TestTags.key(0), TestTags.picture(33), TestTags.videoHeader(2));
    assertThat(start()).containsExactly("H1@0", "K@0", "P@33", "H2@0");
    add(TestTags.key(66));
    assertThat(start()).containsExactly("H2@66", "K@66");
  }

  @Test
  void gop_longer_than_the_bound_is_not_kept() {
    add(TestTags.videoHeader(1), TestTags.key(0), TestTags.picture(5_001), TestTags.sound(5_002));
    assertThat(start()).containsExactly("H1@0");
    assertThat(cache.bytes()).isZero();
    add(TestTags.key(6_000));
    assertThat(start()).containsExactly("H1@6000", "K@6000");
  }

  @Test
  void sound_before_the_first_key_frame_is_not_kept() {
    add(TestTags.sound(0), TestTags.sound(21));
    assertThat(start()).isEmpty();
  }

  @Test
  void dropped_gop_gives_its_buffers_back() {
    LiveTag key = TestTags.key(0);
    cache.add(key);
    assertThat(key.refCnt()).isEqualTo(2);
    add(TestTags.key(1000));
    assertThat(key.refCnt()).isEqualTo(1);
  }

  private void add(LiveTag... tags) {
    for (LiveTag tag : tags) {
      cache.add(tag);
      tag.release();
    }
  }

  private List<String> start() {
    List<LiveTag> start = cache.start();
    List<String> names = start.stream().map(GopCacheTest::name).toList();
    start.forEach(LiveTag::release);
    return names;
  }

  private static String name(LiveTag tag) {
    String kind =
        tag.isSequenceHeader()
            ? "H" + tag.body().getByte(8)
            : tag.isKeyFrame() ? "K" : tag.kind() == TagKind.AUDIO ? "A" : "P";
    return kind + "@" + tag.timestamp();
  }
}
