package io.linkmic.rtc.peer;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.dtls.DtlsRole;
import io.linkmic.rtc.dtls.Fingerprint;
import io.linkmic.rtc.ice.IceCandidate;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.rtp.ExtensionUri;
import io.linkmic.rtc.rtp.MediaKind;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import io.linkmic.rtc.sdp.NegotiatedSession;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A client that publishes and a node that receives, 20 ms apart, in virtual time. */
final class PeerPair {
  static final InetSocketAddress NODE = new InetSocketAddress("198.51.100.1", 10_000);
  static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.10", 50_000);
  static final IceCredentials CLIENT_ICE = new IceCredentials("clnt", "clientpasswordclientpass");
  static final IceCredentials NODE_ICE = new IceCredentials("node", "nodepasswordnodepassword");
  private static final Duration ONE_WAY = Duration.ofMillis(20);
  private static final DtlsIdentity CLIENT_IDENTITY = DtlsIdentity.generate(new SecureRandom());
  private static final DtlsIdentity NODE_IDENTITY = DtlsIdentity.generate(new SecureRandom());

  final RtcPeer client;
  final RtcPeer node;
  final List<PeerEvent> clientEvents = new ArrayList<>();
  final List<PeerEvent> nodeEvents = new ArrayList<>();

  /** Which of the client's datagrams are lost; changed by tests. */
  Predicate<Bytes> loss = datagram -> false;

  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private long order;
  private final long[] wishes = new long[2];
  private long timestamp;

  PeerPair(List<String> feedback) {
    this(feedback, NODE_IDENTITY.fingerprint(), "transport-cc");
  }

  PeerPair(List<String> feedback, Fingerprint expectedOfNode, String audioFeedback) {
    client =
        Peers.create(
            config(false, expectedOfNode, feedback, audioFeedback),
            CLIENT,
            new SecureRandom(),
            now);
    node =
        Peers.create(
            config(true, CLIENT_IDENTITY.fingerprint(), feedback, audioFeedback),
            new SecureRandom(),
            now);
    toNode(new Input.Wakeup(now));
    toClient(new Input.Wakeup(now));
  }

  static PeerPair connected(String... feedback) {
    var pair = new PeerPair(List.of(feedback));
    pair.runFor(500);
    return pair;
  }

  void toNode(Input input) {
    node.handle(input, output -> accept(output, true));
  }

  void toClient(Input input) {
    client.handle(input, output -> accept(output, false));
  }

  void runFor(long millis) {
    Instant end = now.plusMillis(millis);
    for (Due due = queue.peek(); due != null && !due.at.isAfter(end); due = queue.peek()) {
      queue.poll();
      now = due.at;
      due.action.run();
    }
    now = end;
  }

  /** One picture; the number is its only content beside what makes it an IDR. */
  void sendPicture(boolean idr, int number, int size) {
    byte[] slice = new byte[size];
    Arrays.fill(slice, (byte) (1 + number % 100));
    slice[0] = (byte) (idr ? 0x65 : 0x41);
    String sets = idr ? "00000002 6742 00000002 68ce" : "";
    var unit = Bytes.ofHex(sets + "%08x".formatted(size) + Bytes.wrap(slice).toHex());
    timestamp += 3000;
    toClient(new Input.SendVideo(now, "v", new AccessUnit(unit, idr, timestamp, 0)));
  }

  void sendPictures(int count) {
    for (int i = 0; i < count; i++) {
      sendPicture(i == 0, i, 3000);
      runFor(33);
    }
  }

  void sendSound(int count) {
    for (int i = 0; i < count; i++) {
      var frame = new OpusFrame(Bytes.ofHex("fc0102"), 960L * i, 960, 0, 20);
      toClient(new Input.SendAudio(now, "a", frame));
      runFor(20);
    }
  }

  <E extends PeerEvent> List<E> atNode(Class<E> kind) {
    return of(nodeEvents.stream(), kind);
  }

  <E extends PeerEvent> List<E> atClient(Class<E> kind) {
    return of(clientEvents.stream(), kind);
  }

  TrackStats track(RtcPeer peer, MediaKind kind) {
    return peer.stats().tracks().stream().filter(t -> t.kind() == kind).findFirst().orElseThrow();
  }

  private static <E extends PeerEvent> List<E> of(Stream<PeerEvent> events, Class<E> kind) {
    return events.filter(kind::isInstance).map(kind::cast).toList();
  }

  private void accept(Output output, boolean fromNode) {
    switch (output) {
      case Output.Emit(var event) -> (fromNode ? nodeEvents : clientEvents).add(event);
      case Output.Send(_, var data) -> {
        Bytes copy = data.copy();
        if (fromNode) {
          at(now.plus(ONE_WAY), () -> toClient(arrival(CLIENT, NODE, copy)));
        } else if (!loss.test(copy)) {
          at(now.plus(ONE_WAY), () -> toNode(arrival(NODE, CLIENT, copy)));
        }
      }
      case Output.WakeAt(var when, _) -> {
        int end = fromNode ? 1 : 0;
        long mine = ++wishes[end];
        at(when, () -> wake(fromNode, mine == wishes[end]));
      }
    }
  }

  private void wake(boolean ofNode, boolean current) {
    if (current && ofNode) {
      toNode(new Input.Wakeup(now));
    } else if (current) {
      toClient(new Input.Wakeup(now));
    }
  }

  private Input arrival(InetSocketAddress local, InetSocketAddress remote, Bytes data) {
    return new Input.Datagram(now, new Path(local, remote), data);
  }

  private void at(Instant when, Runnable action) {
    queue.add(new Due(when, order++, action));
  }

  private static PeerConfig config(
      boolean ofNode, Fingerprint remote, List<String> feedback, String audioFeedback) {
    var candidate = new IceCandidate("1", 1, 2_130_706_431L, NODE, "host");
    var session =
        new NegotiatedSession(
            ofNode ? CLIENT_ICE : NODE_ICE,
            !ofNode,
            ofNode ? List.of() : List.of(candidate),
            List.of(remote),
            ofNode ? DtlsRole.SERVER : DtlsRole.CLIENT,
            List.of(audio(ofNode, audioFeedback), video(ofNode, feedback)));
    return new PeerConfig(
        ofNode,
        ofNode ? NODE_ICE : CLIENT_ICE,
        ofNode ? NODE_IDENTITY : CLIENT_IDENTITY,
        session,
        Duration.ofMillis(500),
        Duration.ofMillis(200));
  }

  static NegotiatedMedia audio(boolean receive, String feedback) {
    return new NegotiatedMedia(
        "a",
        MediaKind.AUDIO,
        receive,
        !receive,
        111,
        -1,
        0,
        "",
        List.of(feedback),
        Map.of(ExtensionUri.MID, 4, ExtensionUri.AUDIO_LEVEL, 1, ExtensionUri.TRANSPORT_CC, 3),
        List.of(),
        List.of());
  }

  static NegotiatedMedia video(boolean receive, List<String> feedback) {
    return new NegotiatedMedia(
        "v",
        MediaKind.VIDEO,
        receive,
        !receive,
        96,
        feedback.contains("rtx") ? 97 : -1,
        1,
        "42e01f",
        feedback,
        Map.of(ExtensionUri.MID, 4, ExtensionUri.TRANSPORT_CC, 3, ExtensionUri.ABS_SEND_TIME, 2),
        List.of(),
        List.of());
  }

  private record Due(Instant at, long order, Runnable action) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
