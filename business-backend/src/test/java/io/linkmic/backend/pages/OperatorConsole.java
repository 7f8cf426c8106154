package io.linkmic.backend.pages;

import io.linkmic.browsertest.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A backend that is open on its own machine, and a Chromium for its console. */
abstract class OperatorConsole {
  static Chromium chromium;
  static Stage stage;

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.launch();
    stage = new Stage("linkmic.backend.own-machine-open=true");
  }

  @AfterAll
  static void stop() {
    if (stage != null) {
      stage.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }
}
