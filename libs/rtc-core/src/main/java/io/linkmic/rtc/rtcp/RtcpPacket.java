package io.linkmic.rtc.rtcp;

/** One packet of a compound. SSRCs are unsigned 32 bit. */
public sealed interface RtcpPacket
    permits SenderReport,
        ReceiverReport,
        SourceDescription,
        Goodbye,
        Nack,
        TransportFeedback,
        PictureLossIndication,
        FullIntraRequest,
        Remb,
        Ignored {}
