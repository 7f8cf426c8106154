package io.linkmic.origin.testing;

import io.linkmic.origin.OriginApplication;
import io.linkmic.origin.OriginPorts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** An origin on free ports. */
public final class RunningOrigin implements AutoCloseable {
  private static final List<String> DEFAULTS =
      List.of("rtmp.port=0", "http.port=0", "event-loops=2");

  private final ConfigurableApplicationContext context;

  /** Each setting as {@code http.port=0}, without the prefix. */
  public RunningOrigin(String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String setting : DEFAULTS) {
      all.put(setting.substring(0, setting.indexOf('=')), setting);
    }
    for (String setting : settings) {
      all.put(setting.substring(0, setting.indexOf('=')), setting);
    }
    context =
        OriginApplication.start(
            all.values().stream()
                .map(setting -> "--linkmic.origin." + setting)
                .toArray(String[]::new));
  }

  public int rtmpPort() {
    return context.getBean(OriginPorts.class).rtmpPort();
  }

  public int httpPort() {
    return context.getBean(OriginPorts.class).httpPort();
  }

  public String rtmpUrl(String key) {
    return "rtmp://127.0.0.1:" + rtmpPort() + "/live/" + key;
  }

  public String flvUrl(String key) {
    return "http://127.0.0.1:" + httpPort() + "/live/" + key + ".flv";
  }

  @Override
  public void close() {
    context.close();
  }
}
