package io.linkmic.rtc.codec;

/**
 * The CABAC arithmetic encoder (H.264 §9.3.4) for the only thing a frozen picture says: every
 * macroblock is skipped, none but the last ends the slice.
 *
 * <p>With {@link #SLICE_QP} the skip flag's context starts with "skipped" as its more probable
 * value, so only that branch of the coder is needed.
 */
final class SkipCabac {
  /** Any value from 22 on makes "skipped" the probable symbol; there is no residual to quantise. */
  static final int SLICE_QP = 40;

  // H.264 table 9-13, ctxIdx 11 (mb_skip_flag in P slices), cabac_init_idc 0: m = 23, n = 33.
  private static final int INITIAL_STATE = ((23 * SLICE_QP) >> 4) + 33 - 64;

  // H.264 table 9-44 packed: rangeTabLPS[pStateIdx][qCodIRangeIdx], from state 26 on (the first).
  private static final int[][] RANGE_LPS = {
    {37, 45, 54, 62}, {35, 43, 51, 59}, {33, 41, 48, 56}, {32, 39, 46, 53}, {30, 37, 43, 50},
    {29, 35, 41, 48}, {27, 33, 39, 45}, {26, 31, 37, 43}, {24, 30, 35, 41}, {23, 28, 33, 39},
    {22, 27, 32, 37}, {21, 26, 30, 35}, {20, 24, 29, 33}, {19, 23, 27, 31}, {18, 22, 26, 30},
    {17, 21, 25, 28}, {16, 20, 23, 27}, {15, 19, 22, 25}, {14, 18, 21, 24}, {14, 17, 20, 23},
    {13, 16, 19, 22}, {12, 15, 18, 21}, {12, 14, 17, 20}, {11, 14, 16, 19}, {11, 13, 15, 18},
    {10, 12, 15, 17}, {10, 12, 14, 16}, {9, 11, 13, 15}, {9, 11, 12, 14}, {8, 10, 12, 14},
    {8, 9, 11, 13}, {7, 9, 11, 12}, {7, 9, 10, 12}, {7, 8, 10, 11}, {6, 8, 9, 11},
    {6, 7, 9, 10}, {6, 7, 8, 9}
  };
  private static final int FIRST_STATE = 26;
  private static final int LAST_STATE = 62;

  private final BitWriter out;
  private int low;
  private int range = 510;
  private int outstanding;
  private boolean first = true;

  private SkipCabac(BitWriter out) {
    this.out = out;
  }

  /** Slice data of {@code macroblocks} skipped macroblocks, rbsp_stop_one_bit included. */
  static void write(BitWriter out, int macroblocks) {
    out.alignWithOnes();
    SkipCabac coder = new SkipCabac(out);
    int state = INITIAL_STATE;
    for (int i = 0; i < macroblocks; i++) {
      coder.skipped(state);
      state = Math.min(state + 1, LAST_STATE);
      if (i < macroblocks - 1) {
        coder.notTheEnd();
      } else {
        coder.theEnd();
      }
    }
    out.alignWithZeros();
  }

  private void skipped(int state) {
    range -= RANGE_LPS[state - FIRST_STATE][(range >> 6) & 3];
    renormalise();
  }

  private void notTheEnd() {
    range -= 2;
    renormalise();
  }

  private void theEnd() {
    low += range - 2;
    range = 2;
    renormalise();
    put((low >> 9) & 1);
    out.u(2, ((low >> 7) & 3) | 1);
  }

  private void renormalise() {
    while (range < 256) {
      if (low < 256) {
        put(0);
      } else if (low >= 512) {
        low -= 512;
        put(1);
      } else {
        low -= 256;
        outstanding++;
      }
      range <<= 1;
      low <<= 1;
    }
  }

  private void put(int bit) {
    if (first) {
      first = false;
    } else {
      out.u(1, bit);
    }
    for (; outstanding > 0; outstanding--) {
      out.u(1, 1 - bit);
    }
  }
}
