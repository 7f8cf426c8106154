package io.linkmic.backend;

/** What {@code --help} prints. A test keeps it true to the configuration records. */
final class Usage {
  static final String TEXT =
      """
      business-backend: LinkMic's broadcasts, their tickets, addresses, chat and console.

      Options, as --name=value, as environment variables (LINKMIC_BACKEND_PUBLIC_URL) or in
      business-backend.yaml:
        --server.port=8080                             REST, pages, webhooks, health, metrics
        --linkmic.backend.bind-address=0.0.0.0         where it listens
        --spring.datasource.url=jdbc:postgresql://127.0.0.1:5432/linkmic
        --spring.datasource.username=linkmic           and .password=
        --linkmic.api-keys.KEY=SECRET                  API keys, secrets of at least 32 bytes
        --linkmic.dev-keys-allowed=false               accept the laptop's devkey
        --linkmic.operator-keys=                       API keys that may see and drain the fleet
        --linkmic.redis-url=                           shared by the instances' chat
        --linkmic.backend.mcu-api.url=http://127.0.0.1:8081
        --linkmic.backend.mcu-api.key=                 whose rooms they are; else the first API key
        --linkmic.backend.dns-url=http://127.0.0.1:8082       mcu-dns as hosts reach it
        --linkmic.backend.public-url=http://127.0.0.1:8080    this service as people reach it
        --linkmic.backend.rtmp-url=rtmp://127.0.0.1:1935/live/{streamKey}
        --linkmic.backend.playback-flv-url=http://127.0.0.1:8085/live/{streamKey}.flv
        --linkmic.backend.playback-rtmp-url=rtmp://127.0.0.1:1935/live/{streamKey}
        --linkmic.backend.signing-secret=              signs those addresses; the origin has it too
        --linkmic.backend.publish-url-ttl=P7D          longest broadcast whose egress may reconnect
        --linkmic.backend.playback-url-ttl=PT6H        how long a watching address can be opened
        --linkmic.backend.ticket-ttl=PT12H             how long a host's or guest's ticket admits
        --linkmic.backend.host-away-timeout=PT5M       then an interrupted broadcast ends
        --linkmic.backend.created-timeout=PT24H        then one that never went live ends
        --linkmic.backend.reconcile-interval=PT30S     how often open broadcasts are compared
        --linkmic.backend.hook-url=                    where mcu-api sends events; off without it
        --linkmic.backend.hook-secret=whsec_…          what they are signed with
        --linkmic.backend.previous-hook-secret=        still accepted while it is replaced
        --linkmic.backend.own-machine-open=false       browsers on this machine need no login
        --linkmic.backend.session-ttl=PT12H            of the console's login
        --linkmic.backend.open-chat=true               everybody who watches may chat
        --linkmic.backend.pages.connect-sources=       origins of nodes, mcu-dns, chat and HTTP-FLV
                                                       that the pages may talk to
        --linkmic.backend.pool.size=50                 room ids and stream keys kept ready
        --linkmic.backend.pool.rest=PT24H              how long a used pair is remembered
        --linkmic.backend.feed.max-clients=200         consoles that follow events at once
        --linkmic.backend.feed.queue=256               events one of them may lag behind
        --linkmic.backend.feed.heartbeat=PT15S         so that proxies keep a quiet one open
        --linkmic.backend.chat.port=8086               Socket.IO of the chat
        --linkmic.backend.chat.public-url=             the chat as browsers reach it
        --linkmic.backend.chat.allowed-origins=*       pages that may connect to it
        --linkmic.backend.chat.messages=5              a participant may send so many …
        --linkmic.backend.chat.window=10s              … in any such time
        --linkmic.backend.chat.sockets-per-broadcast=10000
        --linkmic.backend.chat.sockets-per-participant=10
        --linkmic.backend.chat.look-interval=2s        what Redis did not bring comes that late
        --linkmic.backend.chat.max-payload=8KB         of one request
        --linkmic.backend.chat.join-timeout=10s        from connecting to having joined
        --linkmic.backend.chat.ping-interval=25s       heartbeats, and how long their answer
        --linkmic.backend.chat.ping-timeout=20s        may take
        --linkmic.backend.chat.requests-per-second=5   of one socket in the long run
        --linkmic.backend.chat.request-burst=30        of one socket at once
        --linkmic.backend.chat.handshakes-per-second=50     of one address in the long run
        --linkmic.backend.chat.handshake-burst=200     of one address at once
        --linkmic.backend.chat.connections-per-address=512
        --logging.structured.format.console=           logstash or ecs: JSON, one object per line
        --help                                         this text
      """;

  private Usage() {}
}
