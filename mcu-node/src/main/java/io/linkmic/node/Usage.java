package io.linkmic.node;

/** What {@code --help} prints. A test keeps it true to the configuration records. */
final class Usage {
  static final String TEXT =
      """
      mcu-node: LinkMic's media server.

      Options, as --name=value, as environment variables (LINKMIC_NODE_ID) or in mcu-node.yaml:
        --server.port=8083                         WHIP, internal control, health, metrics
        --linkmic.node.id=node-1                   this node's name in the fleet
        --linkmic.node.bind-address=0.0.0.0        where all sockets listen
        --linkmic.node.public-addresses=           literal addresses told to hosts, comma-separated
        --linkmic.node.udp-port=10000              media
        --linkmic.node.service-token=              what mcu-api shows at /internal; shut without it
        --linkmic.node.max-rooms=500               more are refused
        --linkmic.node.socket-io.port=8084         signalling
        --linkmic.node.socket-io.allowed-origins=* pages that may connect
        --linkmic.node.whip.allowed-origins=*      pages that may publish by WHIP
        --linkmic.mix.encoders=                    those that may encode mixes, the best first, as
                                                   FFmpeg names them: libx264,libopenh264
        --linkmic.mix.decoders=                    those that may decode hosts, the best first, of
                                                   cuda, vaapi, software
        --linkmic.mix.degradation=frame-rate       what gives way when the machine is too slow; or
                                                   none: frames that come too late
        --linkmic.redis-url=                       redis://host:6379: join the fleet; alone without it
        --linkmic.node.cluster.region=default      where this node is, for mcu-dns
        --linkmic.node.cluster.isp=                likewise
        --linkmic.node.cluster.signaling-url=      Socket.IO as hosts reach it
        --linkmic.node.cluster.whip-url=           WHIP as hosts reach it, without the room
        --linkmic.node.cluster.control-url=        internal control as mcu-api reaches it
        --linkmic.node.cluster.bandwidth=1000000000
                                                   bit/s of the network, both ways together
        --linkmic.node.cluster.full-at-cpu=0.8     no new rooms from this load on; 0 for never
        --linkmic.api-keys.KEY=SECRET              API keys, secrets of at least 32 bytes
        --linkmic.dev-keys-allowed=false           accept the laptop's devkey
        --linkmic.egress.allow-private-addresses=false
                                                   push programs to this machine or its network
        --linkmic.egress.allowed-ports=            RTMP ports, comma-separated
        --linkmic.layout.allow-private-addresses=false
                                                   take layouts' images from this machine or its
                                                   network, by http too
        --logging.structured.format.console=       logstash or ecs: JSON, one object per line
        --help                                     this text
      """;

  private Usage() {}
}
