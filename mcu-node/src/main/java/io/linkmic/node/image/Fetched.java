package io.linkmic.node.image;

import io.linkmic.rtc.bytes.Bytes;

/** What became of fetching a file. */
sealed interface Fetched {
  /**
   * It is there.
   *
   * @param bytes whatever the server sent
   */
  record File(Bytes bytes) implements Fetched {}

  /**
   * It is not.
   *
   * @param reason stable word: {@code timeout}
   */
  record Failed(String reason) implements Fetched {}
}
