package io.linkmic.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

class PortLifecycleTest {
  private final List<String> seen = new ArrayList<>();

  @Test
  void it_opens_before_the_web_server_and_closes_after_it() {
    PortLifecycle port = new PortLifecycle(() -> seen.add("open"), () -> seen.add("close"));
    assertThat(port.isRunning()).isFalse();
    port.start();
    assertThat(port.isRunning()).isTrue();
    port.stop();
    assertThat(port.isRunning()).isFalse();
    assertThat(seen).containsExactly("open", "close");
    assertThat(port.getPhase()).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
  }

  @Test
  void a_port_that_does_not_open_is_not_running() {
    PortLifecycle port =
        new PortLifecycle(
            () -> {
              throw new IllegalStateException("taken");
            },
            () -> seen.add("close"));
    assertThatThrownBy(port::start).hasMessage("taken");
    assertThat(port.isRunning()).isFalse();
  }
}
