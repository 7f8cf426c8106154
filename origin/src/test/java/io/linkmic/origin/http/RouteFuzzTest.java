package io.linkmic.origin.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;

class RouteFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void any_path_leads_somewhere(byte[] path) {
    if (Route.of(HttpMethod.GET, new String(path, StandardCharsets.ISO_8859_1))
            instanceof Route.Watch watch
        && watch.key().value().contains("/")) {
      throw new AssertionError("a key with a slash");
    }
  }
}
