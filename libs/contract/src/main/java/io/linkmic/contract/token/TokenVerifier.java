package io.linkmic.contract.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import io.linkmic.contract.token.TokenVerdict.Reason;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges strangers' tokens: HS256 only, an issuer we know, in time, for us. Any thread.
 *
 * <p>{@code iss}, {@code sub}, {@code room} and {@code exp} must be there; {@code nbf} and {@code
 * aud} are checked where they are.
 */
public final class TokenVerifier {
  public static final String AUDIENCE = "linkmic";

  /** RFC 7519 §4.1.4 "a few minutes, to account for clock skew"; reliability.md: one. */
  public static final Duration SKEW = Duration.ofSeconds(60);

  /** Ours have 400 characters; 4096 leaves room for long names and keeps hashing cheap. */
  static final int MAXIMUM_LENGTH = 4096;

  /** Ids travel in URLs, logs and JSON. */
  static final int MAXIMUM_ID_LENGTH = 128;

  /** A grant is a word; nobody needs 32 of them. */
  static final int MAXIMUM_GRANTS = 32;

  private final ApiKeys keys;
  private final InstantSource clock;

  public TokenVerifier(ApiKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  public TokenVerdict verify(String token) {
    if (token.isBlank() || token.length() > MAXIMUM_LENGTH) {
      return rejected(Reason.MALFORMED, "The token is empty or too long.");
    }
    try {
      JWT jwt = JWTParser.parse(token);
      if (!(jwt instanceof SignedJWT signed)
          || !JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm())) {
        return rejected(Reason.WRONG_ALGORITHM, "The token is not signed with HS256.");
      }
      JWTClaimsSet claims = signed.getJWTClaimsSet();
      String issuer = claims.getIssuer();
      String secret = issuer == null ? null : keys.secret(issuer).orElse(null);
      if (issuer == null || secret == null) {
        return rejected(Reason.WRONG_ISSUER, "The token was not issued by a known API key.");
      }
      if (!signed.verify(new MACVerifier(secret.getBytes(StandardCharsets.UTF_8)))) {
        return rejected(Reason.BAD_SIGNATURE, "The token's signature is wrong.");
      }
      return judge(issuer, claims);
    } catch (ParseException | JOSEException | RuntimeException e) {
      // Nimbus reports some malformed input by unchecked exceptions; all of it is a stranger's.
      return rejected(Reason.MALFORMED, "The token is not a well-formed JWT.");
    }
  }

  private TokenVerdict judge(String issuer, JWTClaimsSet claims) throws ParseException {
    String participantId = claims.getSubject();
    String roomId = claims.getStringClaim("room");
    Date expires = claims.getExpirationTime();
    if (participantId == null || roomId == null || expires == null) {
      return rejected(
          Reason.MISSING_CLAIM, "The token lacks " + missing(participantId, roomId, expires) + ".");
    }
    if (!isId(participantId) || !isId(roomId)) {
      return rejected(Reason.MALFORMED, "The token's sub or room is not a usable id.");
    }
    List<String> audience = claims.getAudience();
    if (!audience.isEmpty() && !audience.contains(AUDIENCE)) {
      return rejected(Reason.WRONG_AUDIENCE, "The token is meant for another service.");
    }
    Instant now = clock.instant();
    Instant expiresAt = expires.toInstant();
    if (!now.isBefore(expiresAt.plus(SKEW))) {
      return rejected(Reason.EXPIRED, "The token has expired.");
    }
    Date notBefore = claims.getNotBeforeTime();
    if (notBefore != null && now.isBefore(notBefore.toInstant().minus(SKEW))) {
      return rejected(Reason.NOT_YET_VALID, "The token is not valid yet.");
    }
    return new TokenVerdict.Valid(
        new ParticipantClaims(
            issuer,
            participantId,
            name(claims),
            roomId,
            grants(claims),
            expiresAt,
            notBefore == null ? null : notBefore.toInstant()));
  }

  private static String missing(
      @Nullable String participantId, @Nullable String roomId, @Nullable Date expires) {
    if (participantId == null) {
      return "sub";
    }
    return roomId == null ? "room" : expires == null ? "exp" : "nothing";
  }

  private static String name(JWTClaimsSet claims) throws ParseException {
    String name = claims.getStringClaim("name");
    if (name == null) {
      return "";
    }
    return name.length() > MAXIMUM_ID_LENGTH ? name.substring(0, MAXIMUM_ID_LENGTH) : name;
  }

  private static Set<String> grants(JWTClaimsSet claims) throws ParseException {
    List<String> grants = claims.getStringListClaim("grants");
    if (grants == null) {
      return Set.of();
    }
    Set<String> bounded = new LinkedHashSet<>();
    for (String grant : grants) {
      if (grant != null && bounded.size() < MAXIMUM_GRANTS) {
        bounded.add(grant);
      }
    }
    return bounded;
  }

  private static boolean isId(String id) {
    return !id.isBlank()
        && id.length() <= MAXIMUM_ID_LENGTH
        && id.codePoints().noneMatch(Character::isISOControl);
  }

  private static TokenVerdict rejected(Reason reason, String message) {
    return new TokenVerdict.Rejected(reason, message);
  }
}
