package io.linkmic.backend.playback;

import io.linkmic.contract.playback.StreamSignature;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address with {@code {streamKey}}, {@code {expires}} and {@code {signature}} to fill in. Where
 * there is a secret and the template names no place for the signature, it is added as a query.
 */
final class UrlTemplate {
  private static final String KEY = "{streamKey}";
  private static final String EXPIRES = "{expires}";
  private static final String SIGNATURE = "{signature}";

  private final String template;
  private final StreamSignature.Use use;
  private final @Nullable StreamSignature signer;

  /**
   * @param setting its name, for the sentence that says what is wrong with it
   * @throws IllegalStateException when the template cannot be used
   */
  UrlTemplate(
      String setting, String template, StreamSignature.Use use, @Nullable StreamSignature signer) {
    boolean placed = template.contains(SIGNATURE) && template.contains(EXPIRES);
    if (!template.contains(KEY)) {
      throw new IllegalStateException(setting + " must contain " + KEY + ".");
    }
    if (signer == null && (template.contains(SIGNATURE) || template.contains(EXPIRES))) {
      throw new IllegalStateException(
          setting + " asks for a signature, but linkmic.backend.signing-secret is not set.");
    }
    if (signer != null && !placed && (template.contains(SIGNATURE) || template.contains(EXPIRES))) {
      throw new IllegalStateException(
          setting + " must contain both " + EXPIRES + " and " + SIGNATURE + ", or neither.");
    }
    this.template =
        signer == null || placed
            ? template
            : with(
                with(template, StreamSignature.EXPIRES, EXPIRES),
                StreamSignature.SIGNATURE,
                SIGNATURE);
    this.use = use;
    this.signer = signer;
    URI.create(fill("key", Instant.EPOCH));
  }

  String fill(String streamKey, Instant expires) {
    String url = template.replace(KEY, streamKey);
    return signer == null
        ? url
        : url.replace(EXPIRES, Long.toString(expires.getEpochSecond()))
            .replace(SIGNATURE, signer.sign(use, streamKey, expires));
  }

  /** The address with one parameter more. */
  static String with(String url, String name, String value) {
    return url + (url.indexOf('?') < 0 ? "?" : "&") + name + "=" + value;
  }
}
