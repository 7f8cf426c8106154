package io.linkmic.origin;

import io.linkmic.origin.http.HttpDoor;
import io.linkmic.origin.session.RtmpDoor;
import io.linkmic.origin.stream.StreamDirectory;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Opens both doors or none, and closes them. */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
final class OriginServer implements SmartLifecycle, OriginPorts {
  private static final Logger LOG = LoggerFactory.getLogger(OriginServer.class);

  /** Last words to viewers take milliseconds; whoever does not read them is not waited for. */
  private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(3);

  private final OriginProperties properties;
  private final StreamDirectory streams;
  private final RtmpDoor rtmpDoor;
  private final HttpDoor httpDoor;
  private @Nullable Transport transport;
  private @Nullable Channel rtmp;
  private @Nullable Channel http;

  OriginServer(
      OriginProperties properties, StreamDirectory streams, RtmpDoor rtmpDoor, HttpDoor httpDoor) {
    this.properties = properties;
    this.streams = streams;
    this.rtmpDoor = rtmpDoor;
    this.httpDoor = httpDoor;
  }

  @Override
  public void start() {
    Transport started = new Transport(properties.eventLoops());
    transport = started;
    try {
      rtmp = open(started, "RTMP", properties.rtmp().port(), "linkmic.origin.rtmp.port", rtmpDoor);
      http = open(started, "HTTP", properties.http().port(), "linkmic.origin.http.port", httpDoor);
    } catch (PortTakenException e) {
      stop();
      throw e;
    }
    LOG.info(
        "origin: RTMP on {}:{}, HTTP-FLV on {}:{}",
        properties.bindAddress(),
        rtmpPort(),
        properties.bindAddress(),
        httpPort());
  }

  private Channel open(Transport with, String name, int port, String setting, ChannelHandler door) {
    try {
      return with.listen(properties.bindAddress(), port, door, properties.viewers().slowTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortTakenException(name, properties.bindAddress(), port, setting, e);
    } catch (Exception e) {
      // Netty throws the bind's IOException without declaring it.
      throw new PortTakenException(name, properties.bindAddress(), port, setting, e);
    }
  }

  @Override
  public void stop() {
    Transport running = transport;
    if (running == null) {
      return;
    }
    transport = null;
    for (Channel door : new Channel[] {rtmp, http}) {
      if (door != null) {
        door.close().awaitUninterruptibly();
      }
    }
    streams.shutdown();
    running.shutdown(SHUTDOWN_PATIENCE);
  }

  @Override
  public boolean isRunning() {
    return transport != null;
  }

  @Override
  public int rtmpPort() {
    return port(rtmp);
  }

  @Override
  public int httpPort() {
    return port(http);
  }

  private static int port(@Nullable Channel door) {
    if (door == null) {
      throw new IllegalStateException("the origin has not started");
    }
    return ((InetSocketAddress) door.localAddress()).getPort();
  }
}
