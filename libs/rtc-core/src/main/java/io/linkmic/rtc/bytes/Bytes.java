package io.linkmic.rtc.bytes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A read-only slice of a byte array, big-endian.
 *
 * <p>A slice shares the array it was cut from: whoever hands out a {@code Bytes} promises not to
 * write to the array while the slice is in use, or says "borrowed for this call". Reading outside
 * the slice throws {@link IndexOutOfBoundsException}; parsers check {@link #length()} first.
 */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** The whole array, not copied: the caller gives up writing to it. */
  public static Bytes wrap(byte[] array) {
    return new Bytes(array, 0, array.length);
  }

  /** Part of the array, not copied: the caller gives up writing to it. */
  public static Bytes wrap(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return new Bytes(array, offset, length);
  }

  /** Bytes from hexadecimal digits; blanks, colons and line ends are skipped. */
  public static Bytes ofHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex.replaceAll("[\\s:]", "")));
  }

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** Unsigned byte at {@code index}. */
  public int u8(int index) {
    return array[check(index, 1)] & 0xFF;
  }

  /** Unsigned 16-bit integer at {@code index}. */
  public int u16(int index) {
    int at = check(index, 2);
    return (array[at] & 0xFF) << 8 | (array[at + 1] & 0xFF);
  }

  /** Unsigned 24-bit integer at {@code index}. */
  public int u24(int index) {
    int at = check(index, 3);
    return (array[at] & 0xFF) << 16 | (array[at + 1] & 0xFF) << 8 | (array[at + 2] & 0xFF);
  }

  /** 32-bit integer at {@code index}; {@link #u32} for its unsigned value. */
  public int i32(int index) {
    int at = check(index, 4);
    return (array[at] & 0xFF) << 24
        | (array[at + 1] & 0xFF) << 16
        | (array[at + 2] & 0xFF) << 8
        | (array[at + 3] & 0xFF);
  }

  /** Unsigned 32-bit integer at {@code index}. */
  public long u32(int index) {
    return i32(index) & 0xFFFFFFFFL;
  }

  /** 64-bit integer at {@code index}. */
  public long i64(int index) {
    return u32(index) << 32 | u32(index + 4);
  }

  /** A part of this slice, sharing the array. */
  public Bytes slice(int from, int size) {
    Objects.checkFromIndexSize(from, size, length);
    return new Bytes(array, offset + from, size);
  }

  /** From {@code from} to the end, sharing the array. */
  public Bytes sliceFrom(int from) {
    return slice(from, length - from);
  }

  /** Copies all bytes into {@code target} at {@code at}. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /** Copies all bytes into {@code target} at its position. */
  public void copyTo(ByteBuffer target) {
    target.put(array, offset, length);
  }

  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** A slice with an array of its own. */
  public Bytes copy() {
    return wrap(toArray());
  }

  /** The shared array, for code that must hand it to a library. Never write to it. */
  public byte[] array() {
    return array;
  }

  /** Where this slice begins in {@link #array()}. */
  public int arrayOffset() {
    return offset;
  }

  public String toHex() {
    return HexFormat.of().formatHex(array, offset, offset + length);
  }

  private int check(int index, int size) {
    Objects.checkFromIndexSize(index, size, length);
    return offset + index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + array[offset + i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return "Bytes[" + length + (length <= 16 ? " " + toHex() : "") + "]";
  }
}
