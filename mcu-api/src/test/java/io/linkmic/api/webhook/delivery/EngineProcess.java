package io.linkmic.api.webhook.delivery;

import io.linkmic.api.webhook.subscription.SubscriptionStore;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.contract.address.HttpUrlRules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/** A delivery engine in a process of its own, to be killed and paused. */
final class EngineProcess implements AutoCloseable {
  private final Process process;

  private EngineProcess(Process process) {
    this.process = process;
  }

  static EngineProcess start(URI redis, String instance) throws IOException {
    return new EngineProcess(
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EngineProcess.class.getName(),
                redis.toString(),
                instance)
            .inheritIO()
            .start());
  }

  public static void main(String[] args) throws InterruptedException {
    ClusterRedis redis = Bed.connect(URI.create(args[0]));
    var _ =
        DeliveryEngine.start(
            redis,
            new SubscriptionStore(redis),
            HttpUrlRules.usual("the switch", true, Set.of()),
            Set.of(),
            Bed.fast(args[1]),
            new SimpleMeterRegistry());
    Thread.currentThread().join();
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  void pause() throws Exception {
    signal("STOP");
  }

  void resume() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -" + name + " failed");
    }
  }

  @Override
  public void close() {
    kill();
  }
}
