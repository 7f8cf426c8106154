package io.linkmic.api.fleet;

import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Fails;
import io.linkmic.api.http.Page;
import io.linkmic.api.http.Paging;
import io.linkmic.api.http.Refusal;
import io.linkmic.api.node.NodeAnswer;
import io.linkmic.api.node.NodeCalls;
import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v1/nodes}. */
@Tag(name = "fleet")
@RestController
@RequestMapping(path = "/v1/nodes", produces = MediaType.APPLICATION_JSON_VALUE)
class NodesEndpoint {
  private final NodeRegistry registry;
  private final NodeCalls nodes;
  private final JsonMapper json;

  NodesEndpoint(NodeRegistry registry, NodeCalls nodes, JsonMapper json) {
    this.registry = registry;
    this.nodes = nodes;
    this.json = json;
  }

  /**
   * @param draining whether to drain; left out for true
   */
  record DrainRequest(@Nullable Boolean draining) {}

  /**
   * @param rooms that still run there
   */
  record Drained(String nodeId, boolean draining, int rooms) {}

  @Operation(operationId = "listNodes", summary = "The nodes with load and last beat, by id.")
  @Needs(Right.OPERATOR)
  @Fails({Code.BAD_CURSOR, Code.BAD_LIMIT})
  @GetMapping
  NodesView list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false)
          @Nullable
          @io.swagger.v3.oas.annotations.Parameter(
              schema =
                  @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "50"))
          String limit) {
    Paging paging = Paging.of(cursor, limit);
    Fleet fleet = registry.fleet();
    List<NodeView> all =
        fleet.nodes().stream()
            .map(NodeView::of)
            .sorted(Comparator.comparing(NodeView::nodeId))
            .toList();
    Page<NodeView> page = paging.cut(all, NodeView::nodeId);
    return new NodesView(fleet.at(), page.items(), fleet.silent(), page.nextCursor());
  }

  @Operation(
      operationId = "drainNode",
      summary = "Give a node no new rooms, or let it take them again.")
  @Needs(Right.OPERATOR)
  @Fails({Code.NODE_NOT_FOUND, Code.NODE_UNAVAILABLE})
  @PostMapping("/{nodeId}/drain")
  Drained drain(
      @PathVariable String nodeId, @RequestBody(required = false) @Nullable DrainRequest request) {
    boolean draining = request == null || request.draining() == null || request.draining();
    Fleet.Seen seen =
        registry.fleet().find(nodeId).orElseThrow(() -> new Refusal(Code.NODE_NOT_FOUND));
    if (seen.stale()) {
      throw NodeAnswer.unavailable();
    }
    byte[] answer =
        nodes.node(seen.node(), "POST", "/drain", Map.of("draining", draining)).orRefuse();
    try {
      JsonNode said = json.readTree(answer);
      return new Drained(
          nodeId, said.path("draining").asBoolean(draining), said.path("rooms").asInt(0));
    } catch (JacksonException e) {
      throw NodeAnswer.unavailable();
    }
  }
}
