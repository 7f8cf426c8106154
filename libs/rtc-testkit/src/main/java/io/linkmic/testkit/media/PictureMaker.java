package io.linkmic.testkit.media;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import java.util.SplittableRandom;

/**
 * Makes H.264 constrained-baseline access units of a given rate: SPS and PPS before every IDR, one
 * slice per picture, sizes with the noise of an encoder. No zero byte is in the slices, so no start
 * code can appear by chance.
 */
public final class PictureMaker {
  private static final int CLOCK_RATE = 90_000;

  /** congestion.md §5: an encoder misses its target size by this share. */
  private static final double NOISE = 0.15;

  /** An IDR picture is this many times larger than the others. */
  private static final int IDR_FACTOR = 5;

  /** The picture's number stands here in the slice, as {@value} digits. */
  private static final int DIGITS = 10;

  /** Slice header and a margin: the smallest slice made. */
  private static final int MIN_SLICE = 64;

  private final SplittableRandom random;
  private final int frameRate;
  private final int meanSize;
  private final byte[] sps;
  private final byte[] pps;
  private long number;
  private int sinceIdr;

  /**
   * @param bitrate bit/s of the pictures that are no IDR
   */
  public PictureMaker(int width, int height, int frameRate, int bitrate, long seed) {
    this.random = new SplittableRandom(seed);
    this.frameRate = frameRate;
    this.meanSize = bitrate / 8 / frameRate;
    this.sps = sps(width, height);
    this.pps = pps();
  }

  /** The next picture, one frame duration after the last. */
  public AccessUnit next(boolean idr) {
    long timestamp = (number * CLOCK_RATE / frameRate) & 0xFFFFFFFFL;
    double noise = 1 + NOISE * (2 * random.nextDouble() - 1);
    int size = Math.max(MIN_SLICE, (int) (meanSize * noise * (idr ? IDR_FACTOR : 1)));
    sinceIdr = idr ? 0 : sinceIdr + 1;
    var out = new ByteWriter(size + 64);
    if (idr) {
      nal(out, sps);
      nal(out, pps);
    }
    nal(out, slice(idr, size));
    number++;
    return new AccessUnit(out.toBytes(), idr, timestamp, 0);
  }

  /** The number of the next picture. */
  public long nextNumber() {
    return number;
  }

  /** The number that {@link #next} gave to this picture. */
  public static long numberOf(AccessUnit unit) {
    Bytes bytes = unit.nalUnits();
    int at = 0;
    while (true) {
      int length = bytes.i32(at);
      int type = bytes.u8(at + 4) & 0x1F;
      if (type == 1 || type == 5) {
        long number = 0;
        int digits = at + 4 + length - DIGITS;
        for (int i = 0; i < DIGITS; i++) {
          number = number * 10 + bytes.u8(digits + i) - '0';
        }
        return number;
      }
      at += 4 + length;
    }
  }

  private byte[] slice(boolean idr, int size) {
    var bits = new BitWriter().u(8, idr ? 0x65 : 0x41);
    bits.ue(0).ue(idr ? 7 : 5).ue(0); // first_mb_in_slice, slice_type, pic_parameter_set_id
    bits.u(4, idr ? 0 : 1 + (sinceIdr - 1) % 15); // frame_num
    if (idr) {
      bits.ue((int) (number & 1)); // idr_pic_id
    }
    byte[] header = bits.withTrailingBits();
    byte[] slice = new byte[size];
    for (int i = 0; i < size; i++) {
      slice[i] = (byte) (1 + random.nextInt(255));
    }
    System.arraycopy(header, 0, slice, 0, header.length);
    long left = number;
    for (int i = size - 1; i >= size - DIGITS; i--) {
      slice[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    return slice;
  }

  private static void nal(ByteWriter out, byte[] nal) {
    out.u32(nal.length).bytes(nal);
  }

  /**
   * §7.3.2.1.1: constrained baseline, level 3.1, 4:2:0, one reference picture, no cropping but
   * rows.
   */
  private static byte[] sps(int width, int height) {
    int rows = (height + 15) / 16;
    int crop = (rows * 16 - height) / 2;
    var bits = new BitWriter().u(8, 0x67).u(8, 66).u(8, 0xE0).u(8, 31);
    bits.ue(0).ue(0).ue(2).ue(1).u(1, 0); // id, log2_max_frame_num 4, poc type 2, 1 reference
    bits.ue(width / 16 - 1).ue(rows - 1).u(1, 1).u(1, 1); // frame_mbs_only, direct_8x8
    bits.u(1, crop > 0 ? 1 : 0);
    if (crop > 0) {
      bits.ue(0).ue(0).ue(0).ue(crop);
    }
    return bits.u(1, 0).withTrailingBits(); // no VUI
  }

  /** §7.3.2.2: CAVLC, one slice group. */
  private static byte[] pps() {
    var bits = new BitWriter().u(8, 0x68).ue(0).ue(0).u(1, 0).u(1, 0).ue(0).ue(0).ue(0);
    return bits.u(1, 0).u(2, 0).se(0).se(0).se(0).u(1, 1).u(1, 0).u(1, 0).withTrailingBits();
  }
}
