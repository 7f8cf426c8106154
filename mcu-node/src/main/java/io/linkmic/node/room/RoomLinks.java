package io.linkmic.node.room;

import io.linkmic.contract.layout.LayoutRules;
import io.linkmic.contract.program.ProgramStatus.LinkStatus;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.node.program.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room's links: which hosts of other rooms it shows, and to whom it gives its own. Only the
 * room's settings make a link; whoever asks by another one is refused. The {@link RoomLoop}'s
 * thread only.
 */
final class RoomLinks {
  static final String LIVE = "live";

  // As many as a layout can place, the room's own among them.
  private static final int MOST_HOSTS = LayoutRules.MAXIMUM_REGIONS;

  private final RoomLoop loop;
  private final RoomSeats seats;
  private final RoomProgram program;
  private final RoomFeeds feeds;
  private final RoomJournal journal;
  private final Room room;
  private final Map<String, Shown> shown = new LinkedHashMap<>();
  private final Map<String, LinkStatus> told = new HashMap<>();

  /**
   * A host of another room.
   *
   * @param ingest null while its connection is lost
   */
  private record Shown(LinkEnd from, @Nullable RoomIngest ingest) {}

  RoomLinks(RoomLoop loop, RoomSeats seats, RoomProgram program, RoomJournal journal, Room room) {
    this.loop = loop;
    this.seats = seats;
    this.program = program;
    this.feeds = program.feeds();
    this.journal = journal;
    this.room = room;
  }

  void handle(RoomCommand.OfLinks command) {
    switch (command) {
      case RoomCommand.Link(var links, var reply) -> {
        room.configure(room.settings().withLinks(links));
        reply.complete(Outcome.done(room.view()));
      }
      case RoomCommand.Hosts(var to, var reply) ->
          reply.complete(has(to) ? Outcome.done(hosts()) : notLinked());
      case RoomCommand.Give(var to, var relay, var gate, String offerSdp, var reply) ->
          reply.complete(has(to) ? feeds.give(to, relay, gate, offerSdp) : notLinked());
      case RoomCommand.EndGift(String relayId, var reply) -> {
        feeds.endGifts(gift -> gift.relayId().equals(relayId));
        reply.complete(Outcome.done(true));
      }
      case RoomCommand.Show show -> show(show);
      case RoomCommand.Adjust(var from, var host) -> {
        Shown known = find(from, host.participantId());
        if (known != null && known.ingest() != null) {
          apply(host, known.ingest().source());
        }
      }
      case RoomCommand.Dismiss(var from, String participantId) -> {
        if (find(from, participantId) != null) {
          dismiss(from.idHere(participantId));
        }
      }
      case RoomCommand.LinkTold(var status) -> told(status);
    }
  }

  private boolean has(LinkEnd end) {
    return room.settings().links().stream().anyMatch(end::isOf);
  }

  private static <T> Outcome<T> notLinked() {
    return Outcome.refused(RefusalCode.NOT_LINKED, "The room has no such link.");
  }

  /** The room's own: links do not go on from room to room. */
  private List<LinkedHost> hosts() {
    return seats.all().stream().filter(RoomSeat::isHost).map(RoomSeat::asHost).toList();
  }

  private @Nullable Shown find(LinkEnd from, String participantId) {
    Shown known = shown.get(from.idHere(participantId));
    return known != null && known.from().equals(from) ? known : null;
  }

  private void show(RoomCommand.Show wish) {
    String id = wish.from().idHere(wish.host().participantId());
    Shown before = shown.get(id);
    Outcome<Boolean> refusal = refusal(wish.from(), id, before);
    if (refusal != null) {
      wish.reply().complete(refusal);
      return;
    }
    RoomIngest ingest = new RoomIngest(loop);
    switch (wish.gate().open("", ingest)) {
      case Outcome.Refused<IngestGate.Opened> refused -> wish.reply().complete(refused.as());
      case Outcome.Done<IngestGate.Opened>(IngestGate.Opened opened) -> {
        LinkedHost host = wish.host();
        boolean audio = host.audio() && opened.ingest().hasAudio();
        Source source = new Source(id, host.name(), audio);
        ingest.bind(opened.ingest(), source);
        apply(host, source);
        shown.put(id, new Shown(wish.from(), ingest));
        program.begin(ingest);
        wish.reply().complete(Outcome.done(true));
      }
    }
  }

  private @Nullable Outcome<Boolean> refusal(LinkEnd from, String id, @Nullable Shown before) {
    if (!has(from)) {
      return notLinked();
    }
    if (before != null && !before.from().equals(from)) {
      return Outcome.refused(RefusalCode.ROOM_FULL, "Another link to the room shows " + id + ".");
    }
    if (seats.find(id) != null) {
      return Outcome.refused(
          RefusalCode.ROOM_FULL, "A participant of the room has the id " + id + " itself.");
    }
    return before == null && own() + shown.size() >= MOST_HOSTS
        ? Outcome.refused(RefusalCode.ROOM_FULL, "A room shows at most " + MOST_HOSTS + " hosts.")
        : null;
  }

  private long own() {
    return seats.all().stream().filter(RoomSeat::isHost).count();
  }

  private static void apply(LinkedHost host, Source source) {
    source.muteAudio(host.audioMuted());
    source.cameraOff(host.videoMuted());
    source.gain((float) host.gain());
  }

  private void dismiss(String id) {
    shown.remove(id);
    program.end(id);
  }

  /** The room's own hosts go before others': the newest of those leave. */
  void makePlace() {
    List<String> ids = new ArrayList<>(shown.keySet());
    while (!ids.isEmpty() && own() + ids.size() > MOST_HOSTS) {
      dismiss(ids.removeLast());
    }
  }

  /** Whether a host of another room has that id here. */
  boolean shows(String participantId) {
    return shown.containsKey(participantId);
  }

  /** A stream has ended; if it was another room's, its last picture may be held. */
  void gone(RoomIngest ingest) {
    for (Map.Entry<String, Shown> each : shown.entrySet()) {
      Shown host = each.getValue();
      if (host.ingest() == ingest) {
        each.setValue(new Shown(host.from(), null));
        return;
      }
    }
  }

  /** The settings may have changed: what has no link any more ends, in both directions. */
  void follow() {
    for (Map.Entry<String, Shown> each : Map.copyOf(shown).entrySet()) {
      if (!has(each.getValue().from())) {
        dismiss(each.getKey());
      }
    }
    Set<String> links = new HashSet<>();
    room.settings().links().forEach(link -> links.add(link.linkId()));
    feeds.endGifts(gift -> !links.contains(gift.linkId()));
    told.keySet().retainAll(links);
  }

  private void told(LinkStatus now) {
    if (!has(new LinkEnd(now.linkId(), now.peerRoomId()))) {
      return;
    }
    LinkStatus before = told.put(now.linkId(), now);
    boolean was = before != null && before.state().equals(LIVE);
    boolean is = now.state().equals(LIVE);
    if (is && !was) {
      journal.linkLive(now);
    } else if (was && !is) {
      journal.linkLost(now);
    }
  }

  List<LinkStatus> status() {
    return room.settings().links().stream().map(this::status).toList();
  }

  private LinkStatus status(RoomLink link) {
    LinkStatus known = told.get(link.linkId());
    return known == null
        ? new LinkStatus(link.linkId(), link.peerRoomId(), "connecting", List.of(), null)
        : known;
  }
}
