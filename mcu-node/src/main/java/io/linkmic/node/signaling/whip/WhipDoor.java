package io.linkmic.node.signaling.whip;

import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.node.http.Answers;
import io.linkmic.node.http.Problem;
import io.linkmic.node.http.ProblemException;
import io.linkmic.node.signaling.Participants;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.ice.IceCandidate;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.sdp.CandidateWriter;
import io.linkmic.rtc.sdp.SdpFragment;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * RFC 9725 and its mirror for players: publish or watch with one {@code POST}, trickle and restart
 * by {@code PATCH}, end by {@code DELETE}.
 */
@RestController
class WhipDoor {
  private static final String ROOM = "/{door:whip|whep}/rooms/{roomId}";
  private static final String SESSION = ROOM + "/sessions/{sessionId}";

  private final WhipSessions sessions;
  private final BearerGate gate;

  WhipDoor(WhipSessions sessions, BearerGate gate) {
    this.sessions = sessions;
    this.gate = gate;
  }

  @PostMapping(ROOM)
  ResponseEntity<byte[]> open(
      @PathVariable String door,
      @PathVariable String roomId,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      HttpServletRequest request)
      throws IOException {
    String token = BearerGate.token(authorization);
    ParticipantClaims claims = gate.enter(token, roomId);
    Content.require(request, Content.SDP);
    Content.requireAcceptable(request, Content.SDP);
    String offer = Content.text(request);
    WhipSessions.Opened opened =
        sessions.open(
            Door.of(door), roomId, Participants.of(claims), offer, WhipSession.digest(token));
    WhipSession session = opened.session();
    return ResponseEntity.created(
            URI.create("/" + door + "/rooms/" + roomId + "/sessions/" + session.sessionId()))
        .contentType(Content.SDP)
        .header(HttpHeaders.ETAG, session.etag())
        .header(HttpHeaders.ACCEPT_PATCH, Content.SDP_FRAGMENT.toString())
        .body(opened.answer().getBytes(StandardCharsets.UTF_8));
  }

  @PatchMapping(SESSION)
  ResponseEntity<byte[]> patch(
      @PathVariable String door,
      @PathVariable String roomId,
      @PathVariable String sessionId,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      HttpServletRequest request)
      throws IOException {
    WhipSession session = find(Door.of(door), roomId, sessionId, authorization);
    Content.require(request, Content.SDP_FRAGMENT);
    String text = Content.text(request);
    SdpFragment fragment =
        switch (SdpFragment.parse(text)) {
          case Parsed.Ok<SdpFragment> ok -> ok.value();
          case Parsed.Malformed<SdpFragment> bad ->
              throw problem(400, "bad-sdp", "The fragment cannot be used: " + bad.reason() + ".");
        };
    if (fragment.ice().isEmpty() && text.contains("a=ice-")) {
      throw problem(400, "bad-sdp", "The fragment's ice-ufrag and ice-pwd are not a usable pair.");
    }
    requireMatch(session, ifMatch);
    IceCredentials given = fragment.ice().orElse(null);
    return given == null || given.equals(RestartSdp.credentialsOf(session.offer()))
        ? trickle(session, fragment)
        : restart(session, given);
  }

  private static ResponseEntity<byte[]> trickle(WhipSession session, SdpFragment fragment) {
    for (IceCandidate candidate : fragment.candidates()) {
      Answers.await(session.kept().candidate(CandidateWriter.write(candidate)));
    }
    return ResponseEntity.noContent().build();
  }

  private ResponseEntity<byte[]> restart(WhipSession session, IceCredentials credentials) {
    String offer = RestartSdp.offerWith(session.offer(), credentials);
    String answer = Answers.await(session.kept().restart(offer));
    WhipSession restarted = session.restarted(offer, sessions.etag());
    if (!sessions.replace(session, restarted)) {
      throw problem(412, "stale-etag", "The session was restarted or ended meanwhile.");
    }
    return ResponseEntity.ok()
        .contentType(Content.SDP_FRAGMENT)
        .header(HttpHeaders.ETAG, restarted.etag())
        .body(RestartSdp.ofAnswer(answer).getBytes(StandardCharsets.UTF_8));
  }

  /** RFC 9725 §4.3.1.1, RFC 6585 §3. The RFC's examples write the asterisk with quotes. */
  private static void requireMatch(WhipSession session, @Nullable String ifMatch) {
    if (ifMatch == null) {
      throw problem(428, "precondition-required", "If-Match with the session's ETag is needed.");
    }
    String given = ifMatch.trim();
    if (!given.equals("*") && !given.equals("\"*\"") && !given.equals(session.etag())) {
      throw problem(412, "stale-etag", "If-Match names another ICE session than the current one.");
    }
  }

  @DeleteMapping(SESSION)
  ResponseEntity<Void> end(
      @PathVariable String door,
      @PathVariable String roomId,
      @PathVariable String sessionId,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization) {
    sessions.close(find(Door.of(door), roomId, sessionId, authorization));
    return ResponseEntity.ok().build();
  }

  @RequestMapping(path = ROOM, method = RequestMethod.OPTIONS)
  ResponseEntity<Void> options() {
    return ResponseEntity.status(HttpStatus.NO_CONTENT)
        .header(HttpHeaders.ALLOW, "POST, OPTIONS")
        .header("Accept-Post", Content.SDP.toString())
        .build();
  }

  @RequestMapping(path = SESSION, method = RequestMethod.OPTIONS)
  ResponseEntity<Void> sessionOptions() {
    return ResponseEntity.status(HttpStatus.NO_CONTENT)
        .header(HttpHeaders.ALLOW, "PATCH, DELETE, OPTIONS")
        .header(HttpHeaders.ACCEPT_PATCH, Content.SDP_FRAGMENT.toString())
        .build();
  }

  private WhipSession find(
      Door door, String roomId, String sessionId, @Nullable String authorization) {
    WhipSession session =
        sessions
            .find(door, roomId, sessionId)
            .orElseThrow(() -> {
              // Without a token nobody learns which sessions exist.
              BearerGate.token(authorization);
              return problem(404, "session-not-found", "There is no such session.");
            });
    gate.owns(session, authorization);
    return session;
  }

  private static ProblemException problem(int status, String code, String detail) {
    return new ProblemException(Problem.of(status, code, detail));
  }
}
