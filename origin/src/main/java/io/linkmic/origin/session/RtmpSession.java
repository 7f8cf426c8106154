package io.linkmic.origin.session;

import io.linkmic.origin.amf.Amf0Reader;
import io.linkmic.origin.amf.AmfDecoding;
import io.linkmic.origin.amf.AmfValue;
import io.linkmic.origin.rtmp.ChunkReader;
import io.linkmic.origin.rtmp.ControlMessages;
import io.linkmic.origin.rtmp.MessageType;
import io.linkmic.origin.rtmp.RtmpMessage;
import io.linkmic.origin.stream.LiveTag;
import io.linkmic.origin.stream.OriginFigures;
import io.linkmic.origin.stream.PublishResult;
import io.linkmic.origin.stream.Publisher;
import io.linkmic.origin.stream.StreamDirectory;
import io.linkmic.origin.stream.StreamDoorkeeper;
import io.linkmic.origin.stream.TagKind;
import io.linkmic.origin.stream.Viewer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of one connection (RTMP §7.2). A connection has one message stream, 1, and one role:
 * it publishes or it plays.
 */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
final class RtmpSession implements Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(RtmpSession.class);

  /** The only application; the key is what follows it in the URL. */
  private static final String APP = "live";

  /** RTMP §5.4.4; the value every server uses. We do not wait for acknowledgements. */
  private static final int WINDOW = 2_500_000;

  private static final int PING_REQUEST = 6;

  private final Channel channel;
  private final StreamDirectory streams;
  private final RtmpSettings settings;
  private final PublishAuthorizer authorizer;
  private final StreamDoorkeeper doorkeeper;
  private final OriginFigures figures;
  private final LongSupplier nanoTime;
  private Runnable publishing = () -> {};
  private Role role = new Role.Undecided();
  private int chunkSize = ChunkReader.DEFAULT_CHUNK_SIZE;
  private boolean connected;
  private boolean closed;

  RtmpSession(
      Channel channel,
      StreamDirectory streams,
      RtmpSettings settings,
      PublishAuthorizer authorizer,
      StreamDoorkeeper doorkeeper,
      OriginFigures figures,
      LongSupplier nanoTime) {
    this.channel = channel;
    this.streams = streams;
    this.settings = settings;
    this.authorizer = authorizer;
    this.doorkeeper = doorkeeper;
    this.figures = figures;
    this.nanoTime = nanoTime;
  }

  /** Called when the peer was allowed to publish. */
  void onPublishing(Runnable callback) {
    publishing = callback;
  }

  Role role() {
    return role;
  }

  /** A whole message, transferred. */
  void message(RtmpMessage message) {
    switch (message.typeId()) {
      case MessageType.AUDIO -> media(TagKind.AUDIO, message);
      case MessageType.VIDEO -> media(TagKind.VIDEO, message);
      default -> {
        try {
          other(message);
        } finally {
          message.release();
        }
      }
    }
  }

  private void media(TagKind kind, RtmpMessage message) {
    if (role instanceof Role.Publishing live) {
      live.publication().tag(kind, message.timestamp(), message.payload());
    } else {
      message.release();
    }
  }

  private void other(RtmpMessage message) {
    ByteBuf payload = message.payload();
    switch (message.typeId()) {
      case MessageType.DATA_AMF3, MessageType.DATA_AMF0 -> data(message);
      case MessageType.COMMAND_AMF3 -> {
        // AMF3 commands begin with a format byte of 0 and go on in AMF0.
        if (payload.isReadable()) {
          payload.skipBytes(1);
          command(payload);
        }
      }
      case MessageType.COMMAND_AMF0 -> command(payload);
      case MessageType.USER_CONTROL -> {
        if (payload.readableBytes() >= 6 && payload.readUnsignedShort() == PING_REQUEST) {
          int timestamp = payload.readInt();
          send(out -> ControlMessages.pingResponse(out, timestamp));
        }
      }
      default -> {
        // Acknowledgements, windows and bandwidths ask for nothing.
      }
    }
  }

  private void data(RtmpMessage message) {
    if (!(role instanceof Role.Publishing live)) {
      return;
    }
    ByteBuf payload = message.payload();
    if (message.typeId() == MessageType.DATA_AMF3 && payload.isReadable()) {
      payload.skipBytes(1);
    }
    if (DataFrame.unwrap(payload)) {
      live.publication().tag(TagKind.SCRIPT, message.timestamp(), payload.retain());
    }
  }

  private void command(ByteBuf payload) {
    if (!(Amf0Reader.read(payload) instanceof AmfDecoding.Values values)) {
      figures.malformed.increment();
      LOG.info("an RTMP connection is closed: its command is not AMF0");
      channel.close();
      return;
    }
    String name = values.at(0).textOrEmpty();
    double transaction = values.at(1).numberOr(0);
    if (!connected && !name.equals("connect")) {
      channel.close();
      return;
    }
    switch (name) {
      case "connect" -> connect(transaction, values.at(2));
      case "createStream" ->
          result(transaction, AmfValue.nothing(), AmfValue.of(Replies.STREAM_ID));
      case "publish" -> publish(values.at(3).textOrEmpty());
      case "play" -> play(values.at(3).textOrEmpty());
      case "FCUnpublish", "deleteStream", "closeStream" -> {
        result(transaction, AmfValue.nothing(), AmfValue.nothing());
        stop();
      }
      case "getStreamLength" -> result(transaction, AmfValue.nothing(), AmfValue.of(0));
      case "releaseStream", "FCPublish", "FCSubscribe", "_checkbw" ->
          result(transaction, AmfValue.nothing(), AmfValue.nothing());
      default -> LOG.debug("an RTMP command is ignored");
    }
  }

  private void connect(double transaction, AmfValue arguments) {
    String app = arguments.member("app").textOrEmpty();
    int question = app.indexOf('?');
    String bare = (question < 0 ? app : app.substring(0, question)).replaceAll("/+$", "");
    if (!bare.equals(APP)) {
      send(out ->
          Replies.connectRefused(
              out, chunkSize, transaction, "The application is called " + APP + "."));
      closeAfterFlush();
      return;
    }
    connected = true;
    send(out -> {
      ControlMessages.windowAcknowledgementSize(out, WINDOW);
      ControlMessages.setPeerBandwidth(out, WINDOW);
      ControlMessages.setChunkSize(out, settings.chunkSize());
      chunkSize = settings.chunkSize();
      Replies.connected(out, chunkSize, transaction);
    });
  }

  private void publish(String text) {
    Optional<StreamName> parsed = StreamName.parse(text);
    if (parsed.isEmpty() || !(role instanceof Role.Undecided)) {
      refuse("NetStream.Publish.BadName", "That is no stream name.");
      return;
    }
    StreamName name = parsed.get();
    if (!authorizer.mayPublish(name.key(), name.parameters(), peer())) {
      figures.publishesRefused.increment();
      refuse("NetStream.Publish.Denied", "Publishing needs this server's key or a signed address.");
      return;
    }
    role = new Role.Asking();
    streams.publish(name.key(), name.epoch(), this, this::published);
  }

  private void published(PublishResult result) {
    switch (result) {
      case PublishResult.Accepted accepted -> {
        if (closed || !(role instanceof Role.Asking)) {
          accepted.publication().vanished();
          return;
        }
        role = new Role.Publishing(accepted.publication());
        publishing.run();
        send(out -> {
          ControlMessages.streamBegin(out, Replies.STREAM_ID);
          Replies.status(
              out, chunkSize, "NetStream.Publish.Start", "The stream is being published.");
        });
      }
      case PublishResult.Refused refused -> {
        role = new Role.Undecided();
        refuse(
            "NetStream.Publish.BadName",
            switch (refused.refusal()) {
              case BUSY -> "Stream busy: somebody else is publishing it.";
              case STALE_EPOCH -> "Stream busy: a newer publisher has it.";
              case TOO_MANY_STREAMS -> "This server has too many streams.";
            });
      }
    }
  }

  private void play(String text) {
    Optional<StreamName> parsed = StreamName.parse(text);
    if (parsed.isEmpty() || !(role instanceof Role.Undecided)) {
      refuse("NetStream.Play.StreamNotFound", "That is no stream name.");
      return;
    }
    StreamName name = parsed.get();
    if (!doorkeeper.mayPlay(name.key(), name.parameters())) {
      figures.playsRefused.increment();
      refuse("NetStream.Play.Failed", StreamDoorkeeper.SENTENCE);
      return;
    }
    Viewer viewer =
        new Viewer(channel, new PlayFormat(), settings.viewerLimits(), figures, nanoTime);
    role = new Role.Playing(viewer);
    send(out -> {
      ControlMessages.setChunkSize(out, LiveTag.RTMP_PLAY_CHUNK_SIZE);
      chunkSize = LiveTag.RTMP_PLAY_CHUNK_SIZE;
    });
    streams.join(name.key(), viewer);
  }

  /** The peer stops publishing or playing, and said so. */
  private void stop() {
    Role before = role;
    role = new Role.Undecided();
    switch (before) {
      case Role.Publishing live -> {
        live.publication().end();
        send(out ->
            Replies.status(out, chunkSize, "NetStream.Unpublish.Success", "The stream has ended."));
      }
      case Role.Playing playing -> playing.viewer().closed();
      case Role.Asking asking -> {}
      case Role.Undecided undecided -> {}
    }
  }

  void readComplete() {
    if (role instanceof Role.Publishing live) {
      live.publication().flush();
    }
  }

  void writabilityChanged() {
    if (role instanceof Role.Playing playing) {
      playing.viewer().writabilityChanged();
    }
  }

  void closed() {
    closed = true;
    Role before = role;
    role = new Role.Undecided();
    if (before instanceof Role.Publishing live) {
      live.publication().vanished();
    } else if (before instanceof Role.Playing playing) {
      playing.viewer().closed();
    }
  }

  @Override
  public EventLoop eventLoop() {
    return channel.eventLoop();
  }

  @Override
  public void superseded() {
    role = new Role.Undecided();
    refuse("NetStream.Publish.BadName", "Another publisher took the stream over.");
  }

  private InetAddress peer() {
    return channel.remoteAddress() instanceof InetSocketAddress inet && !inet.isUnresolved()
        ? inet.getAddress()
        : new InetSocketAddress(0).getAddress();
  }

  private void refuse(String code, String description) {
    send(out -> Replies.error(out, chunkSize, code, description));
    closeAfterFlush();
  }

  private void closeAfterFlush() {
    channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
  }

  private void result(double transaction, AmfValue... values) {
    if (transaction > 0) {
      send(out -> Replies.result(out, chunkSize, transaction, values));
    }
  }

  private void send(Consumer<ByteBuf> writing) {
    ByteBuf out = channel.alloc().buffer(512);
    writing.accept(out);
    channel.writeAndFlush(out);
  }
}
