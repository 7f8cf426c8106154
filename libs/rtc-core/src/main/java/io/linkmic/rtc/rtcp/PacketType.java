package io.linkmic.rtc.rtcp;

/** RFC 3550 §12.1, RFC 4585 §6.1 and the formats of the feedback messages we speak. */
final class PacketType {
  static final int SENDER_REPORT = 200;
  static final int RECEIVER_REPORT = 201;
  static final int SOURCE_DESCRIPTION = 202;
  static final int GOODBYE = 203;
  static final int TRANSPORT_LAYER_FEEDBACK = 205;
  static final int PAYLOAD_SPECIFIC_FEEDBACK = 206;

  /** RFC 4585 §6.2.1, under {@link #TRANSPORT_LAYER_FEEDBACK}. */
  static final int FORMAT_NACK = 1;

  /** Transport-wide congestion control, under {@link #TRANSPORT_LAYER_FEEDBACK}. */
  static final int FORMAT_TRANSPORT_CC = 15;

  /** RFC 4585 §6.3.1, under {@link #PAYLOAD_SPECIFIC_FEEDBACK}. */
  static final int FORMAT_PLI = 1;

  /** RFC 5104 §4.3.1, under {@link #PAYLOAD_SPECIFIC_FEEDBACK}. */
  static final int FORMAT_FIR = 4;

  /** RFC 4585 §6.4 application layer feedback: REMB, under {@link #PAYLOAD_SPECIFIC_FEEDBACK}. */
  static final int FORMAT_APPLICATION = 15;

  private PacketType() {}
}
