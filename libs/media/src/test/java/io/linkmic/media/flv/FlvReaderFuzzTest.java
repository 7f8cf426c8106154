package io.linkmic.media.flv;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a publisher sends: tags or a reason, never an exception. */
class FlvReaderFuzzTest {

  @FuzzTest
  void any_bytes_give_tags_or_a_reason(byte[] bytes) {
    FlvReader whole = new FlvReader();
    int[] count = new int[2];
    whole.accept(
        bytes,
        0,
        bytes.length,
        tag -> {
          count[0]++;
          switch (tag.type()) {
            case AUDIO -> AacAudioData.read(tag.data());
            case VIDEO -> AvcVideoData.read(tag.data());
            case SCRIPT -> ScriptData.read(tag.data()).ifPresent(ScriptData::toBytes);
          }
        });
    FlvReader pieces = new FlvReader();
    for (int i = 0; i < bytes.length; i++) {
      pieces.accept(bytes, i, 1, tag -> count[1]++);
    }
    if (count[0] != count[1]) {
      throw new AssertionError("whole: " + count[0] + " tags, in pieces: " + count[1]);
    }
  }
}
