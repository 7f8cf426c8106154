package io.linkmic.rtc.sdp;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.ice.IceCandidate;
import io.linkmic.rtc.ice.IceCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A body of {@code application/trickle-ice-sdpfrag} (RFC 8840 §9), as WHIP carries candidates and
 * ICE restarts (RFC 9725 §4.3).
 *
 * @param ice present in a restart, and where the client tells which generation it means
 */
public record SdpFragment(boolean iceLite, Optional<IceCredentials> ice, List<Section> sections) {

  /**
   * What belongs to one m-line.
   *
   * @param mid empty for what stands before the first m-line
   */
  public record Section(String mid, List<IceCandidate> candidates, boolean endOfCandidates) {
    public Section {
      candidates = List.copyOf(candidates);
    }
  }

  public SdpFragment {
    sections = List.copyOf(sections);
  }

  /** All candidates: there is only one transport. */
  public List<IceCandidate> candidates() {
    return sections.stream().flatMap(section -> section.candidates().stream()).toList();
  }

  /** Reads at most 64 candidates and leaves out what {@link CandidateLine.Ignored} names. */
  public static Parsed<SdpFragment> parse(String text) {
    return switch (SdpParser.parseFragment(text)) {
      case Parsed.Malformed<SessionDescription>(String reason, int offset) ->
          Parsed.malformed(reason, offset);
      case Parsed.Ok<SessionDescription>(SessionDescription description) ->
          Mids.areGood(description)
              ? Parsed.ok(of(description))
              : Parsed.malformed("a mid twice or not a token", 0);
    };
  }

  private static SdpFragment of(SessionDescription description) {
    Stream<Attributes> levels =
        Stream.concat(
            Stream.of(description.attributes()),
            description.media().stream().map(MediaDescription::attributes));
    Optional<IceCredentials> ice =
        levels.flatMap(level -> RemoteTransport.credentials(level).stream()).findFirst();
    List<Section> sections = new ArrayList<>();
    int room = RemoteTransport.MAX_CANDIDATES;
    Section outside = section("", description.attributes(), room);
    if (outside.endOfCandidates() || !outside.candidates().isEmpty()) {
      sections.add(outside);
      room -= outside.candidates().size();
    }
    for (MediaDescription media : description.media()) {
      Section section = section(media.mid().orElse(""), media.attributes(), room);
      sections.add(section);
      room -= section.candidates().size();
    }
    return new SdpFragment(description.attributes().has("ice-lite"), ice, sections);
  }

  private static Section section(String mid, Attributes attributes, int room) {
    List<IceCandidate> candidates =
        attributes
            .all("candidate")
            .limit(RemoteTransport.MAX_CANDIDATES)
            .flatMap(value -> CandidateParser.usable(value).stream())
            .limit(room)
            .toList();
    return new Section(mid, candidates, attributes.has("end-of-candidates"));
  }

  /** The body. Credentials stand in every section, as RFC 9725 §4.3.2 shows them. */
  public String write() {
    Attributes.Builder session = Attributes.builder().flagIf(iceLite, "ice-lite");
    session.add("ice-options", "trickle ice2");
    boolean outside = !sections.isEmpty() && sections.getFirst().mid().isEmpty();
    if (outside) {
      addTo(session, sections.getFirst());
    } else if (sections.isEmpty()) {
      ice.ifPresent(credentials -> Lines.credentials(session, credentials));
    }
    List<MediaDescription> lines = sections.stream().skip(outside ? 1 : 0).map(this::line).toList();
    return SdpWriter.writeFragment(new SessionDescription("", session.build(), lines));
  }

  /** RFC 8840 §9.2: the m-line only separates; its media, port and format mean nothing. */
  private MediaDescription line(Section section) {
    Attributes.Builder lines = Attributes.builder();
    addTo(lines, section);
    return new MediaDescription(
        "audio", Lines.DISCARD, "UDP/TLS/RTP/SAVPF", List.of("0"), "", lines.build());
  }

  private void addTo(Attributes.Builder lines, Section section) {
    if (!section.mid().isEmpty()) {
      lines.add("mid", section.mid());
    }
    ice.ifPresent(credentials -> Lines.credentials(lines, credentials));
    section.candidates().forEach(c -> lines.add("candidate", CandidateWriter.value(c)));
    lines.flagIf(section.endOfCandidates(), "end-of-candidates");
  }

  /**
   * The node's part of an ICE restart (RFC 9725 §4.3.2): fresh credentials and the addresses once
   * more.
   *
   * @param local with the fresh credentials
   * @param mid of the first line of the session
   */
  public static SdpFragment restart(LocalSession local, String mid) {
    return new SdpFragment(
        local.iceLite(),
        Optional.of(local.ice()),
        List.of(new Section(mid, HostCandidates.of(local.addresses()), true)));
  }
}
