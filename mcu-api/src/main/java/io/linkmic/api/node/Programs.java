package io.linkmic.api.node;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.contract.program.ProgramStatus;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** The programs of rooms, as their nodes tell them. Any thread that may wait two seconds. */
@Component
public class Programs {
  private final Locations locations;
  private final NodeCalls nodes;
  private final ObjectReader reader;

  Programs(Locations locations, NodeCalls nodes, JsonMapper json) {
    this.locations = locations;
    this.nodes = nodes;
    // A newer node may say more.
    this.reader =
        json.readerFor(ProgramStatus.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /** Idle when no node runs the room; a refusal when its node does not answer. */
  public ProgramStatus of(String roomId) {
    return switch (locations.find(roomId)) {
      case Location.Nowhere ignored -> idle(roomId);
      case Location.Silent ignored -> throw NodeAnswer.unavailable();
      case Location.Running at -> {
        NodeAnswer answer = nodes.room(at, "GET", "/program", null);
        yield answer.isWithoutRoom() ? idle(roomId) : read(answer.orRefuse());
      }
    };
  }

  private ProgramStatus read(byte[] body) {
    try {
      return reader.readValue(body);
    } catch (JacksonException e) {
      throw NodeAnswer.unavailable();
    }
  }

  private static ProgramStatus idle(String roomId) {
    return new ProgramStatus(
        roomId,
        ProgramMode.IDLE,
        "No node runs this room.",
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null);
  }
}
