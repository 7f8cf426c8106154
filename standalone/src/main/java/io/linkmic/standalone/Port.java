package io.linkmic.standalone;

/** The ports of architecture.md §5, each with its option and its name for people. */
public enum Port {
  PAGES(8080, "--pages-port", "the pages and the business backend", false),
  API(8081, "--api-port", "the REST API", false),
  DNS(8082, "--dns-port", "choosing nodes", false),
  NODE(8083, "--node-port", "WHIP and the node's health", false),
  SIGNALING(8084, "--signaling-port", "Socket.IO", false),
  FLV(8085, "--flv-port", "HTTP-FLV", false),
  CHAT(8086, "--chat-port", "the chat", false),
  RTMP(1935, "--rtmp-port", "RTMP", false),
  MEDIA(10000, "--media-port", "WebRTC media", true);

  private final int usual;
  private final String option;
  private final String purpose;
  private final boolean udp;

  Port(int usual, String option, String purpose, boolean udp) {
    this.usual = usual;
    this.option = option;
    this.purpose = purpose;
    this.udp = udp;
  }

  public int usual() {
    return usual;
  }

  public String option() {
    return option;
  }

  public String purpose() {
    return purpose;
  }

  public boolean udp() {
    return udp;
  }
}
