package io.linkmic.backend.fleet;

import io.linkmic.backend.access.Caller;
import io.linkmic.backend.mcu.McuAnswer;
import io.linkmic.backend.mcu.McuApi;
import io.linkmic.backend.problem.Refusal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /api/v1/rooms}, {@code /nodes} and {@code /blacklist}, for operators. */
@RestController
@RequestMapping("/api/v1")
class FleetEndpoint {
  /** What may be asked of mcu-api's lists; the rest of a query stays here. */
  private static final Set<String> PARAMETERS = Set.of("limit", "cursor");

  private final McuApi mcu;

  FleetEndpoint(McuApi mcu) {
    this.mcu = mcu;
  }

  @GetMapping("/rooms")
  ResponseEntity<byte[]> rooms(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam Map<String, String> query) {
    operator(caller);
    return passOn(mcu.rooms(known(query)));
  }

  @GetMapping("/nodes")
  ResponseEntity<byte[]> nodes(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam Map<String, String> query) {
    operator(caller);
    return passOn(mcu.nodes(known(query)));
  }

  @PostMapping(path = "/nodes/{nodeId}/drain", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> drain(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String nodeId,
      @RequestBody JsonNode body) {
    operator(caller);
    return passOn(mcu.drain(nodeId, body));
  }

  @GetMapping("/blacklist")
  ResponseEntity<byte[]> blacklist(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam Map<String, String> query) {
    operator(caller);
    return passOn(mcu.blacklist(known(query)));
  }

  @PostMapping(path = "/blacklist", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> add(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody JsonNode entry) {
    operator(caller);
    return passOn(mcu.blacklistAdd(entry));
  }

  @DeleteMapping("/blacklist/{entryId}")
  ResponseEntity<byte[]> remove(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String entryId) {
    operator(caller);
    return passOn(mcu.blacklistRemove(entryId));
  }

  private static void operator(Caller caller) {
    if (!caller.operator()) {
      throw Refusal.of(403, "not-granted", "This API key is not one of linkmic.operator-keys.");
    }
  }

  private static Map<String, String> known(Map<String, String> query) {
    return query.entrySet().stream()
        .filter(entry -> PARAMETERS.contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static ResponseEntity<byte[]> passOn(McuAnswer answer) {
    byte[] body = answer.orRefuse();
    int status = answer instanceof McuAnswer.Done done ? done.status() : 200;
    return body.length == 0
        ? ResponseEntity.noContent().build()
        : ResponseEntity.status(status)
            .contentType(MediaType.APPLICATION_JSON)
            .header("Cache-Control", "no-store")
            .body(body);
  }
}
