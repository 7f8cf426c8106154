package io.linkmic.rtc.jitter;

/** What the packets of one access unit bring. */
enum UnitContent {
  /** Nothing at all: a probe for bandwidth. */
  PADDING,
  /** Parameter sets, SEI or a delimiter, but no slice: belongs to the picture that follows. */
  NO_PICTURE,
  /** A picture that needs the ones before it. */
  PICTURE,
  /** An IDR picture whose parameter sets are known: decoding can begin here. */
  ENTRY_POINT
}
