package io.linkmic.media.rtmp;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;

/**
 * FFmpeg asks it from inside blocking calls whether to give up: {@code int callback(void *)}.
 *
 * <p>An upcall of java.lang.foreign, because JavaCPP keeps at most ten callback objects of a kind.
 */
final class InterruptCallback implements AutoCloseable {

  private static final MethodHandle ASKED = find();

  private final Arena arena = Arena.ofShared();
  private final MemorySegment stub;
  private volatile boolean interrupted;
  private volatile long deadlineNanos;

  InterruptCallback() {
    stub =
        Linker.nativeLinker()
            .upcallStub(
                ASKED.bindTo(this),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS),
                arena);
  }

  private static MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              InterruptCallback.class,
              "asked",
              MethodType.methodType(int.class, MemorySegment.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Writes this callback into FFmpeg's struct: the function, then its argument. */
  void installInto(AVIOInterruptCB target) {
    MemorySegment struct =
        MemorySegment.ofAddress(target.address()).reinterpret(2 * ValueLayout.ADDRESS.byteSize());
    struct.set(ValueLayout.ADDRESS, 0, stub);
    struct.set(ValueLayout.ADDRESS, ValueLayout.ADDRESS.byteSize(), MemorySegment.NULL);
  }

  void startOperation(Duration limit) {
    deadlineNanos = System.nanoTime() + limit.toNanos();
  }

  void interrupt() {
    interrupted = true;
  }

  boolean interrupted() {
    return interrupted;
  }

  boolean expired() {
    return System.nanoTime() - deadlineNanos > 0;
  }

  @SuppressWarnings("unused") // called from native code
  private int asked(MemorySegment opaque) {
    return interrupted || expired() ? 1 : 0;
  }

  @Override
  public void close() {
    arena.close();
  }
}
