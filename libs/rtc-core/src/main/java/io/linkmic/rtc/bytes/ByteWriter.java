package io.linkmic.rtc.bytes;

import java.util.Arrays;

/** Appends big-endian values to an array that grows. One thread at a time. */
public final class ByteWriter {
  private byte[] array;
  private int length;

  public ByteWriter(int capacity) {
    array = new byte[Math.max(16, capacity)];
  }

  public int length() {
    return length;
  }

  public ByteWriter u8(int value) {
    room(1);
    array[length++] = (byte) value;
    return this;
  }

  public ByteWriter u16(int value) {
    room(2);
    array[length++] = (byte) (value >>> 8);
    array[length++] = (byte) value;
    return this;
  }

  public ByteWriter u24(int value) {
    return u8(value >>> 16).u16(value);
  }

  /** The low 32 bits of {@code value}. */
  public ByteWriter u32(long value) {
    return u16((int) (value >>> 16)).u16((int) value);
  }

  public ByteWriter i64(long value) {
    return u32(value >>> 32).u32(value);
  }

  public ByteWriter bytes(Bytes value) {
    room(value.length());
    value.copyTo(array, length);
    length += value.length();
    return this;
  }

  public ByteWriter bytes(byte[] value) {
    return bytes(Bytes.wrap(value));
  }

  public ByteWriter zeros(int count) {
    room(count);
    Arrays.fill(array, length, length + count, (byte) 0);
    length += count;
    return this;
  }

  /** Overwrites two bytes written before. */
  public ByteWriter putU16(int at, int value) {
    array[at] = (byte) (value >>> 8);
    array[at + 1] = (byte) value;
    return this;
  }

  /** Overwrites four bytes written before. */
  public ByteWriter putU32(int at, long value) {
    return putU16(at, (int) (value >>> 16)).putU16(at + 2, (int) value);
  }

  /** What was written, sharing the writer's array: the writer is not used afterwards. */
  public Bytes toBytes() {
    return Bytes.wrap(array, 0, length);
  }

  private void room(int more) {
    if (length + more > array.length) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
    }
  }
}
