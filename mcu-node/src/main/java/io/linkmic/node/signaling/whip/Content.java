package io.linkmic.node.signaling.whip;

import io.linkmic.node.http.Problem;
import io.linkmic.node.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What a WHIP request carries and wants back. */
final class Content {
  static final MediaType SDP = MediaType.parseMediaType("application/sdp");
  static final MediaType SDP_FRAGMENT = MediaType.parseMediaType("application/trickle-ice-sdpfrag");

  private Content() {}

  /** 415 unless the body is of that type. */
  static void require(HttpServletRequest request, MediaType type) {
    MediaType given = parse(request.getContentType());
    if (given == null || !type.equalsTypeAndSubtype(given)) {
      String header = type.equals(SDP) ? "Accept-Post" : HttpHeaders.ACCEPT_PATCH;
      throw new ProblemException(
          Problem.of(415, "unsupported-media-type", "The body must be " + type + ".")
              .with(header, type.toString()));
    }
  }

  /** 406 when the client takes anything but that type. */
  static void requireAcceptable(HttpServletRequest request, MediaType type) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    if (accept == null || accept.isBlank()) {
      return;
    }
    try {
      if (MediaType.parseMediaTypes(accept).stream().anyMatch(type::isCompatibleWith)) {
        return;
      }
    } catch (InvalidMediaTypeException e) {
      // Falls through: what cannot be read accepts nothing of ours.
    }
    throw new ProblemException(
        Problem.of(406, "not-acceptable", "The answer is " + type + ", which Accept leaves out."));
  }

  /** The body; its size was bounded by the filter in front. */
  static String text(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(Problem.of(400, "bad-sdp", "The body is not UTF-8 text."));
    }
  }

  private static @Nullable MediaType parse(@Nullable String contentType) {
    if (contentType == null) {
      return null;
    }
    try {
      return MediaType.parseMediaType(contentType);
    } catch (InvalidMediaTypeException e) {
      return null;
    }
  }
}
