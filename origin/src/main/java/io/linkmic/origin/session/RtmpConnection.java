package io.linkmic.origin.session;

import io.linkmic.origin.rtmp.ChunkReader;
import io.linkmic.origin.rtmp.ControlMessages;
import io.linkmic.origin.rtmp.ReadOutcome;
import io.linkmic.origin.rtmp.ServerHandshake;
import io.linkmic.origin.stream.OriginFigures;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes of one connection: handshake, then chunks for its {@link RtmpSession}; and its clocks. */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
final class RtmpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(RtmpConnection.class);

  /** C0, C1, C2 and whatever follows in the same read, at most one socket read more. */
  private static final int MAX_HANDSHAKE_BYTES = 2 * 65536;

  /** A stranger may send commands, the longest of them connect, and no pictures. */
  private static final int MAX_COMMAND_BYTES = 16 * 1024;

  /** Clients that name no window expect this at most (FMS' own default). */
  private static final long ACKNOWLEDGE_EVERY = 2_500_000;

  private final RtmpSettings settings;
  private final OriginFigures figures;
  private final LongSupplier nanoTime;
  private final Function<Channel, RtmpSession> sessions;
  private final ServerHandshake handshake;
  private ByteBuf early = Unpooled.EMPTY_BUFFER;
  private @Nullable ChunkReader reader;
  private @Nullable RtmpSession session;
  private java.util.concurrent.@Nullable Future<?> watchdog;
  private long received;
  private long acknowledged;
  private long lastRead;
  private long opened;

  RtmpConnection(
      RtmpSettings settings,
      OriginFigures figures,
      LongSupplier nanoTime,
      Random random,
      Function<Channel, RtmpSession> sessions) {
    this.settings = settings;
    this.figures = figures;
    this.nanoTime = nanoTime;
    this.handshake = new ServerHandshake(random);
    this.sessions = sessions;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    opened = nanoTime.getAsLong();
    lastRead = opened;
    RtmpSession made = sessions.apply(ctx.channel());
    ChunkReader chunks = new ChunkReader(ctx.alloc(), MAX_COMMAND_BYTES, made::message);
    made.onPublishing(() -> chunks.maxMessageLength(settings.maxMessageBytes()));
    session = made;
    reader = chunks;
    long period = Math.min(settings.setupTimeout().toMillis(), 1000);
    ScheduledFuture<?> watch =
        ctx.executor()
            .scheduleAtFixedRate(() -> watch(ctx, made), period, period, TimeUnit.MILLISECONDS);
    watchdog = watch;
  }

  private void watch(ChannelHandlerContext ctx, RtmpSession watched) {
    long now = nanoTime.getAsLong();
    boolean dead =
        switch (watched.role()) {
          case Role.Undecided undecided -> now - opened > settings.setupTimeout().toNanos();
          case Role.Asking asking -> now - opened > settings.setupTimeout().toNanos();
          case Role.Publishing publishing -> now - lastRead > settings.publisherTimeout().toNanos();
          case Role.Playing playing -> false;
        };
    if (dead) {
      LOG.info("an RTMP connection was silent for too long and is closed");
      ctx.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      lastRead = nanoTime.getAsLong();
      received += in.readableBytes();
      ReadOutcome outcome = handshake.done() ? chunks(in) : handshake(ctx, in);
      if (outcome instanceof ReadOutcome.Malformed malformed) {
        figures.malformed.increment();
        LOG.info("an RTMP connection is closed: {}", malformed.reason());
        ctx.close();
      }
    } finally {
      in.release();
    }
  }

  private ReadOutcome chunks(ByteBuf in) {
    return reader == null ? ReadOutcome.CONSUMED : reader.read(in);
  }

  private ReadOutcome handshake(ChannelHandlerContext ctx, ByteBuf in) {
    if (early.readableBytes() + in.readableBytes() > MAX_HANDSHAKE_BYTES) {
      return new ReadOutcome.Malformed("handshake too long");
    }
    ByteBuf all = Unpooled.buffer(early.readableBytes() + in.readableBytes());
    all.writeBytes(early).writeBytes(in);
    early = all;
    ByteBuf answer = ctx.alloc().buffer();
    ReadOutcome outcome = handshake.read(all, answer);
    if (answer.isReadable()) {
      ctx.writeAndFlush(answer);
    } else {
      answer.release();
    }
    if (handshake.done() && all.isReadable()) {
      outcome = chunks(all);
      early = Unpooled.EMPTY_BUFFER;
    }
    return outcome;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (session != null) {
      session.readComplete();
    }
    if (received - acknowledged >= ACKNOWLEDGE_EVERY) {
      acknowledged = received;
      ByteBuf out = ctx.alloc().buffer(16);
      ControlMessages.acknowledgement(out, received);
      ctx.write(out);
      ctx.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (session != null) {
      session.writabilityChanged();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (watchdog != null) {
      watchdog.cancel(false);
    }
    if (session != null) {
      session.closed();
    }
    if (reader != null) {
      reader.release();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("an RTMP connection is closed by our own fault", cause);
    }
    ctx.close();
  }
}
