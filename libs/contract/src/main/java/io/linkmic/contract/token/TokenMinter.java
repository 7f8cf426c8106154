package io.linkmic.contract.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;

/** Signs participants' tokens. Any thread. */
public final class TokenMinter {
  private static final JWSHeader HEADER =
      new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();

  private final ApiKeys keys;

  public TokenMinter(ApiKeys keys) {
    this.keys = keys;
  }

  /**
   * The compact form of a token with these claims, signed with the secret of their issuer.
   *
   * @throws IllegalArgumentException when the issuer is no configured API key
   */
  public String mint(ParticipantClaims claims) {
    String secret =
        keys.secret(claims.issuer())
            .orElseThrow(() -> new IllegalArgumentException("no API key " + claims.issuer()));
    JWTClaimsSet.Builder set =
        new JWTClaimsSet.Builder()
            .issuer(claims.issuer())
            .audience(TokenVerifier.AUDIENCE)
            .subject(claims.participantId())
            .claim("name", claims.name())
            .claim("room", claims.roomId())
            .claim("grants", List.copyOf(claims.grants()))
            .expirationTime(Date.from(claims.expiresAt()));
    if (claims.notBefore() != null) {
      set.notBeforeTime(Date.from(claims.notBefore()));
    }
    SignedJWT jwt = new SignedJWT(HEADER, set.build());
    try {
      jwt.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (JOSEException e) {
      throw new IllegalStateException("HS256 with a secret of 256 bits always works", e);
    }
    return jwt.serialize();
  }
}
