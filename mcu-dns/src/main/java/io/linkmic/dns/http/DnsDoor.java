package io.linkmic.dns.http;

import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.dns.place.ClientAddresses;
import io.linkmic.dns.place.Places;
import io.linkmic.dns.select.Selector;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Prepares every connection, up to the bound. */
// Futures of a channel: one that fails has closed the channel, which is handled there.
@SuppressWarnings("FutureReturnValueIgnored")
public final class DnsDoor extends ChannelInitializer<Channel> {
  // A question has 300 characters; the rest is for proxies' own parameters.
  private static final int MAX_REQUEST_LINE = 2_048;
  // Browsers send about 1 KB of headers, cookies of a shared host name more.
  private static final int MAX_HEADERS = 8_192;
  // Bodies are thrown away piece by piece.
  private static final int MAX_PIECE = 8_192;
  // Browsers and balancers keep connections for about a minute.
  private static final int IDLE_SECONDS = 75;

  private final Parts parts;
  private final int maxConnections;
  private final AtomicInteger connections = new AtomicInteger();

  /**
   * What every connection uses.
   *
   * @param operators API keys that may see explanations
   * @param limit of selections per address
   * @param counts what became of questions
   */
  public record Parts(
      Selector selector,
      Places places,
      ClientAddresses addresses,
      ApiKeys keys,
      Set<String> operators,
      Limit limit,
      BooleanSupplier live,
      BooleanSupplier ready,
      Supplier<String> metrics,
      Counts counts,
      LongSupplier nanoTime) {}

  /**
   * @param perSecond 0 for none
   */
  public record Limit(int perSecond, int burst, boolean loopbackToo) {}

  /** Hears of every answered question; on event loops. */
  public interface Counts {
    void answered(Outcome outcome);
  }

  /** What became of a question. */
  public enum Outcome {
    OFFERED("offered"),
    NO_NODE("no-node"),
    BLACKLISTED("blacklisted"),
    NO_PICTURE("no-picture"),
    LIMITED("limited"),
    BAD_REQUEST("bad-request");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** What an answer says of a node, to be made once per picture: {@link Selector.Rules}. */
  public static byte[] card(NodeRecord node) {
    return Pages.card(node);
  }

  private final AddressLimits limits;

  public DnsDoor(Parts parts, int maxConnections) {
    this.parts = parts;
    this.maxConnections = maxConnections;
    this.limits =
        new AddressLimits(
            parts.limit().perSecond(),
            parts.limit().burst(),
            parts.limit().loopbackToo(),
            parts.nanoTime());
  }

  @Override
  protected void initChannel(Channel channel) {
    if (connections.incrementAndGet() > maxConnections) {
      connections.decrementAndGet();
      channel.close();
      return;
    }
    channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    channel
        .pipeline()
        .addLast(new ReadTimeoutHandler(IDLE_SECONDS, TimeUnit.SECONDS))
        .addLast(new HttpRequestDecoder(MAX_REQUEST_LINE, MAX_HEADERS, MAX_PIECE))
        .addLast(new HttpResponseEncoder())
        .addLast(new DnsConnection(parts, limits));
  }

  public int connections() {
    return connections.get();
  }
}
