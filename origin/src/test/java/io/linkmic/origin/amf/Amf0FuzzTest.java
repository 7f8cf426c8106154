package io.linkmic.origin.amf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;

class Amf0FuzzTest {
  @FuzzTest(maxDuration = "30s")
  void any_bytes_are_values_or_malformed(byte[] bytes) {
    if (Amf0Reader.read(Unpooled.wrappedBuffer(bytes)) instanceof AmfDecoding.Values values) {
      // What was read can be written again.
      Amf0Writer.write(Unpooled.buffer(), values.values().toArray(AmfValue[]::new));
    }
  }
}
