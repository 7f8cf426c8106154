package io.linkmic.contract.egress;

import io.linkmic.contract.address.UrlReason;
import io.linkmic.contract.redaction.Redacted;
import java.net.InetAddress;

/** What became of an egress URL. */
public sealed interface EgressUrlVerdict {

  /**
   * The node may push there.
   *
   * @param tls {@code rtmps}
   * @param host as written, without brackets; what TLS must verify
   * @param address the one to connect to; the name is not resolved a second time
   * @param application path up to the stream key, without slashes at its ends: {@code live}
   * @param streamKey last path segment with its query, a secret
   */
  record Allowed(
      boolean tls,
      String host,
      int port,
      InetAddress address,
      String application,
      Redacted<String> streamKey)
      implements EgressUrlVerdict {

    /** {@code rtmp://192.0.2.7:1935/live/key}: what the socket is opened to. Secret. */
    public String connectUrl() {
      return prefix(address.getHostAddress()) + "/" + streamKey.value();
    }

    /** {@code rtmp://cdn.example:1935/live}: RTMP's tcUrl, with the name as written. */
    public String tcUrl() {
      return prefix(host);
    }

    /** For logs and the API. */
    public String publicUrl() {
      return prefix(host) + "/…";
    }

    private String prefix(String where) {
      String literal = where.indexOf(':') >= 0 ? "[" + where + "]" : where;
      return (tls ? "rtmps://" : "rtmp://") + literal + ":" + port + "/" + application;
    }

    @Override
    public String toString() {
      return "Allowed[" + publicUrl() + "]";
    }
  }

  /**
   * @param message one sentence for a person, without the stream key
   */
  record Refused(UrlReason reason, String message) implements EgressUrlVerdict {}
}
