package io.linkmic.api;

/** What {@code --help} prints. */
final class Usage {
  static final String TEXT =
      """
      mcu-api: LinkMic's rooms, participants, tokens and fleet by REST.

      Options, as --name=value, as environment variables (LINKMIC_REDIS_URL) or in mcu-api.yaml:
        --server.port=8081                         REST, health, metrics, /swagger-ui.html
        --linkmic.redis-url=                       redis://host:6379; needed
        --linkmic.service-token=                   shown to the nodes' internal HTTP; needed
        --linkmic.api-keys.KEY=SECRET              API keys, secrets of at least 32 bytes; needed
        --linkmic.operator-keys=                   those of them that see and steer the fleet
        --linkmic.dev-keys-allowed=false           accept the laptop's devkey
        --linkmic.default-egress=                  target of rooms created without egress; may have
                                                   {roomId} and {epoch} in it
        --linkmic.egress.allow-private-addresses=false
                                                   push programs to this machine or its network
        --linkmic.egress.allowed-ports=            RTMP ports, comma-separated
        --linkmic.layout.allow-private-addresses=false
                                                   take layouts' images from this machine or its
                                                   network, by http too
        --linkmic.webhook.allow-private-addresses=false
                                                   send webhooks to this machine or its network,
                                                   by http too
        --linkmic.webhook.allowed-ports=443,8443   of webhooks
        --linkmic.api.bind-address=0.0.0.0         where the socket listens
        --linkmic.api.rooms-per-key=200000         more are refused
        --linkmic.api.requests-per-second=200      of one API key, to this instance
        --logging.structured.format.console=       logstash or ecs: JSON, one object per line
        --help                                     this text
      """;

  private Usage() {}
}
