package io.linkmic.rtc.peer;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.feedback.RoundTripTime;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.rtcp.FullIntraRequest;
import io.linkmic.rtc.rtcp.Goodbye;
import io.linkmic.rtc.rtcp.Ignored;
import io.linkmic.rtc.rtcp.Nack;
import io.linkmic.rtc.rtcp.PictureLossIndication;
import io.linkmic.rtc.rtcp.ReceiverReport;
import io.linkmic.rtc.rtcp.Remb;
import io.linkmic.rtc.rtcp.RtcpPacket;
import io.linkmic.rtc.rtcp.RtcpReader;
import io.linkmic.rtc.rtcp.SenderReport;
import io.linkmic.rtc.rtcp.SourceDescription;
import io.linkmic.rtc.rtcp.TransportFeedback;
import io.linkmic.rtc.rtp.ExtensionMap;
import io.linkmic.rtc.rtp.RtpPacket;
import io.linkmic.rtc.rtp.RtpReader;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint put together: each datagram goes by its first byte (RFC 7983) to ICE, DTLS or, once
 * decrypted, to the tracks; then whatever fell due is done, and the next wake-up is named.
 */
public final class RtcPeer implements Peer {
  /** Timers closer than this wait for it: no owner is woken more than a thousand times a second. */
  private static final Duration SHORTEST_SLEEP = Duration.ofMillis(1);

  private final Outbox outbox = new Outbox();
  private final RoundTripTime rtt = new RoundTripTime();
  private final Earliest earliest = new Earliest();
  private final ExtensionMap extensions;
  private final Transport transport;
  private final PeerReceiver receiver;
  private final PeerSender sender;
  private final FeedbackWriter feedback;
  private Instant now;
  private @Nullable Instant announced;
  private boolean reporting;
  private boolean closed;
  private long datagramsIn;
  private long datagramsDropped;
  private long bytesIn;

  RtcPeer(PeerConfig config, InetSocketAddress local, SecureRandom random, Instant now) {
    this.now = now;
    extensions = extensionsOf(config.session().media());
    transport = new Transport(config, local, outbox, random, now);
    receiver = new PeerReceiver(config, outbox, rtt);
    sender = new PeerSender(config, transport, outbox, rtt, random);
    long ssrc = 1 + random.nextLong(0xFFFFFFFEL);
    String cname = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
    feedback = new FeedbackWriter(receiver, sender, transport, ssrc, cname);
  }

  @Override
  public void handle(Input input, Consumer<Output> out) {
    if (closed) {
      return;
    }
    outbox.open(out);
    now = input.now();
    transport.begin(now);
    switch (input) {
      case Input.Datagram(_, Path path, Bytes data) -> datagram(path, data);
      case Input.Wakeup _ -> {}
      case Input.RemoteCandidate(_, var candidate) -> transport.addCandidate(now, candidate);
      case Input.RestartIce(_, var local, var remote) -> transport.restart(now, local, remote);
      case Input.NetworkChanged(_, var local) -> transport.moveTo(now, local);
      case Input.RequestKeyFrame(_, String mid) -> receiver.requestKeyFrame(mid, now);
      case Input.SendVideo(_, String mid, var unit, var at) -> sender.send(mid, unit, at, now);
      case Input.SendAudio(_, String mid, var frame, var at) -> sender.send(mid, frame, at, now);
      case Input.Close _ -> closeLocally();
    }
    if (!closed) {
      settle();
    }
  }

  /** How the peer is doing, at the last input. */
  public PeerStats stats() {
    var tracks = new ArrayList<TrackStats>();
    receiver.tracks().forEach(track -> tracks.add(track.stats(now)));
    sender.tracks().forEach(track -> tracks.add(track.stats(now)));
    return new PeerStats(
        transport.isConnected() && !closed,
        rtt.get(),
        rtt.measured(),
        datagramsIn,
        datagramsDropped,
        bytesIn,
        outbox.datagrams(),
        outbox.bytes(),
        List.copyOf(tracks));
  }

  private void datagram(Path path, Bytes data) {
    datagramsIn++;
    bytesIn += data.length();
    boolean useful =
        switch (Transport.kind(data)) {
          case STUN -> transport.stun(now, path, data);
          case DTLS -> transport.dtls(now, path, data);
          case RTP -> media(path, data);
          case UNKNOWN -> false;
        };
    if (!useful) {
      datagramsDropped++;
    }
  }

  private boolean media(Path path, Bytes data) {
    if (RtcpReader.isRtcp(data)) {
      Bytes plain = transport.openRtcp(now, path, data);
      return plain != null && control(plain);
    }
    Bytes plain = transport.openRtp(now, path, data);
    return plain != null
        && RtpReader.read(plain, extensions) instanceof Parsed.Ok<RtpPacket>(var packet)
        && receiver.receive(packet, now);
  }

  private boolean control(Bytes plain) {
    if (!(RtcpReader.parseCompound(plain) instanceof Parsed.Ok<List<RtcpPacket>>(var packets))) {
      return false;
    }
    for (RtcpPacket packet : packets) {
      control(packet);
    }
    return true;
  }

  private void control(RtcpPacket packet) {
    switch (packet) {
      case SenderReport report -> {
        receiver.senderReport(report, now);
        sender.reported(report.reports(), now);
      }
      case ReceiverReport report -> sender.reported(report.reports(), now);
      case Nack nack -> sender.nacked(nack, now);
      case PictureLossIndication pli -> sender.keyFrameRequested(pli.mediaSsrc(), now);
      case FullIntraRequest fir -> sender.keyFrameRequested(fir, now);
      case Goodbye goodbye -> {
        if (receiver.goodbye(goodbye)) {
          transport.fail(PeerEvent.CloseReason.REMOTE);
        }
      }
      case Remb remb -> sender.estimated(remb, now);
      // A congestion control of ours will listen to it.
      case TransportFeedback _ -> {}
      case SourceDescription _, Ignored _ -> {}
    }
  }

  /** Does all that has fallen due, then names the next wake-up. */
  private void settle() {
    if (transport.isConnected() && !reporting) {
      reporting = true;
      feedback.connected(now);
    }
    Instant next = nextTimer();
    if (sender.needsFirstReport() || (next != null && !next.isAfter(now))) {
      transport.wakeUp(now);
      receiver.advance(now);
      feedback.flush(now);
      sender.release(now);
      next = nextTimer();
    }
    PeerEvent.CloseReason failure = transport.failure();
    if (failure != null) {
      end(failure);
    } else if (next != null) {
      announce(next);
    }
  }

  private @Nullable Instant nextTimer() {
    earliest.clear();
    transport.timers(earliest);
    receiver.timers(earliest);
    sender.timers(earliest);
    feedback.timers(earliest);
    return earliest.when();
  }

  private void announce(Instant next) {
    Instant soonest = now.plus(SHORTEST_SLEEP);
    Instant when = next.isBefore(soonest) ? soonest : next;
    if (!when.equals(announced)) {
      announced = when;
      outbox.wakeAt(new Output.WakeAt(when, earliest.why()));
    }
  }

  private void closeLocally() {
    if (transport.isConnected()) {
      feedback.goodbye();
    }
    end(PeerEvent.CloseReason.LOCAL);
  }

  private void end(PeerEvent.CloseReason reason) {
    closed = true;
    transport.close(now);
    outbox.emit(new PeerEvent.Closed(now, reason));
  }

  /** RFC 8843 §9.1: within a bundle one id means one extension on all m-lines. */
  private static ExtensionMap extensionsOf(List<NegotiatedMedia> media) {
    Map<String, Integer> ids = new HashMap<>();
    media.forEach(line -> ids.putAll(line.extensionIds()));
    return ExtensionMap.of(ids);
  }
}
