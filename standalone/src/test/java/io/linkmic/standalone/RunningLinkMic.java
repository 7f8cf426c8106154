package io.linkmic.standalone;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.standalone.Addresses.Check.Free;
import io.linkmic.standalone.Addresses.Check.Taken;
import io.linkmic.standalone.demo.BroadcastClient;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** All services in this JVM, on free loopback ports. */
public final class RunningLinkMic implements AutoCloseable {
  private final Addresses addresses;
  private final Services services;

  private RunningLinkMic(Addresses addresses) {
    this.addresses = addresses;
    this.services = Services.start(addresses, Path.of("target", "run"));
  }

  public static RunningLinkMic start() {
    Map<Port, Integer> any = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      any.put(port, 0);
    }
    return switch (Addresses.check(new Options(false, Options.USUAL_BIND, null, any, 1))) {
      case Free free -> new RunningLinkMic(free.addresses());
      case Taken taken -> throw new IllegalStateException(taken.message());
    };
  }

  public String url(String scheme, Port port) {
    return addresses.url(scheme, port);
  }

  /** The backend as a business team's server calls it. */
  public BroadcastClient broadcasts() {
    return new BroadcastClient(
        url("http", Port.PAGES), ApiKeys.DEVELOPMENT_KEY, ApiKeys.DEVELOPMENT_SECRET);
  }

  @Override
  public void close() {
    services.close();
  }
}
