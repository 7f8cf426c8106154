package io.linkmic.origin.rtmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

class ChunkReaderFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void any_bytes_are_messages_or_malformed(byte[] bytes) {
    UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
    ChunkReader reader = new ChunkReader(allocator, 1 << 16, RtmpMessage::release);
    int half = bytes.length / 2;
    reader.read(Unpooled.wrappedBuffer(bytes, 0, half));
    reader.read(Unpooled.wrappedBuffer(bytes, half, bytes.length - half));
    reader.release();
    if (allocator.metric().usedDirectMemory() != 0) {
      throw new AssertionError("buffers were not given back");
    }
  }
}
