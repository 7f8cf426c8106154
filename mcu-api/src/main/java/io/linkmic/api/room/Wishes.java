package io.linkmic.api.room;

import io.linkmic.api.ApiProperties;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Refusal;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.LayoutRequest;
import io.linkmic.contract.layout.LayoutRules;
import io.linkmic.contract.layout.LayoutVerdict;
import io.linkmic.contract.request.Checked;
import io.linkmic.contract.room.CreateRoomRequest;
import io.linkmic.contract.room.EgressTarget;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.room.RoomSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a caller asks for, checked and completed. Waits for DNS where there are egress URLs. */
@Component
public class Wishes {
  private final RoomRules rules;
  private final LayoutRules layoutRules;
  private final JsonMapper json;
  private final @Nullable String defaultEgress;
  private final Ids ids = new Ids();

  Wishes(RoomRules rules, LayoutRules layoutRules, JsonMapper json, ApiProperties properties) {
    this.rules = rules;
    this.layoutRules = layoutRules;
    this.json = json;
    this.defaultEgress = properties.defaultEgress();
  }

  String newRoomId() {
    return ids.next();
  }

  /** A new room's settings; without {@code egress} it goes to the configured target. */
  RoomSettings create(CreateRoomRequest request) {
    RoomSettings settings = accepted(rules.check(withEgress(request, named(request.egress()))));
    return request.egress() == null && defaultEgress != null && !defaultEgress.isBlank()
        ? settings.withEgress(List.of(new EgressTarget(ids.nextEgress(), defaultEgress)))
        : settings;
  }

  /**
   * RFC 7396: what is named replaces, null brings the default back. A target that is named by its
   * {@code egressId} alone stays as it is: callers do not know stream keys. A layout's word changes
   * its template alone, as it is the template alone that a room shows of it.
   */
  RoomSettings patch(String roomId, RoomSettings before, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      throw new Refusal(Code.BAD_REQUEST, "A merge patch is a JSON object.");
    }
    if (changes.has("roomId") && !changes.path("roomId").asString("").equals(roomId)) {
      throw Refusal.invalid("roomId", "A room keeps its roomId.");
    }
    ObjectNode merged = json.valueToTree(before);
    // Not the patch's business: named in it, they are an unknown field.
    merged.remove("links");
    LayoutPatch.apply(merged, changes);
    merge(merged, changes.deepCopy().without("layout"));
    merged.remove("roomId");
    boolean egressChanges = changes.has("egress");
    if (!egressChanges) {
      // Checked when they came; a CDN whose name does not resolve now must not block a new title.
      merged.remove("egress");
    }
    CreateRoomRequest wish;
    try {
      wish = json.treeToValue(merged, CreateRoomRequest.class);
    } catch (JacksonException e) {
      throw new Refusal(Code.BAD_REQUEST);
    }
    LayoutRequest layout = wish.layout();
    if (layout != null && LayoutRules.isStale(layout.sequence(), before.layout())) {
      throw Refusal.stale(before.layout().sequence());
    }
    if (!egressChanges) {
      return accepted(rules.check(wish, before.layout()))
          .withEgress(before.egress())
          .withLinks(before.links());
    }
    CreateRoomRequest named = withEgress(wish, named(kept(wish.egress(), before.egress())));
    return accepted(rules.check(named, before.layout())).withLinks(before.links());
  }

  /** In place of the whole layout there is. */
  Layout layout(Layout before, LayoutRequest request) {
    return switch (layoutRules.check(request, before)) {
      case LayoutVerdict.Accepted accepted -> accepted.layout();
      case LayoutVerdict.Stale stale -> throw Refusal.stale(stale.sequence());
      case LayoutVerdict.Refused refused ->
          throw Refusal.invalid(new Checked.Refused<>(refused.problems()));
    };
  }

  /** A target by itself, with an id of its own. */
  public EgressTarget target(@Nullable String url) {
    var wish = new CreateRoomRequest.Egress(ids.nextEgress(), url);
    var request =
        new CreateRoomRequest(null, null, null, null, null, null, null, null, List.of(wish));
    return accepted(rules.check(request)).egress().getFirst();
  }

  /** RFC 7396 §2, for an object. */
  static void merge(ObjectNode into, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      JsonNode value = change.getValue();
      if (value.isNull()) {
        into.remove(change.getKey());
      } else if (value instanceof ObjectNode inner) {
        if (!(into.get(change.getKey()) instanceof ObjectNode)) {
          into.putObject(change.getKey());
        }
        merge((ObjectNode) into.get(change.getKey()), inner);
      } else {
        into.set(change.getKey(), value);
      }
    }
  }

  private static @Nullable List<CreateRoomRequest.Egress> kept(
      @Nullable List<CreateRoomRequest.Egress> wished, List<EgressTarget> before) {
    if (wished == null) {
      return null;
    }
    List<CreateRoomRequest.Egress> all = new ArrayList<>();
    for (CreateRoomRequest.@Nullable Egress wish : wished) {
      String url = wish == null ? null : wish.url();
      String egressId = wish == null ? null : wish.egressId();
      if (url == null && egressId != null) {
        url =
            before.stream()
                .filter(target -> target.egressId().equals(egressId))
                .findFirst()
                .map(EgressTarget::url)
                .orElse(null);
      }
      all.add(new CreateRoomRequest.Egress(egressId, url));
    }
    return all;
  }

  private @Nullable List<CreateRoomRequest.Egress> named(
      @Nullable List<CreateRoomRequest.Egress> wished) {
    if (wished == null) {
      return null;
    }
    List<CreateRoomRequest.Egress> all = new ArrayList<>();
    for (CreateRoomRequest.@Nullable Egress wish : wished) {
      String egressId = wish == null ? null : wish.egressId();
      all.add(
          new CreateRoomRequest.Egress(
              egressId == null ? ids.nextEgress() : egressId, wish == null ? null : wish.url()));
    }
    return all;
  }

  private static CreateRoomRequest withEgress(
      CreateRoomRequest request, @Nullable List<CreateRoomRequest.Egress> egress) {
    return new CreateRoomRequest(
        request.roomId(),
        request.name(),
        request.maxHosts(),
        request.emptyTimeout(),
        request.holdTimeout(),
        request.video(),
        request.audio(),
        request.layout(),
        egress);
  }

  private static RoomSettings accepted(Checked<RoomSettings> checked) {
    return switch (checked) {
      case Checked.Accepted<RoomSettings> accepted -> accepted.value();
      case Checked.Refused<RoomSettings> refused -> throw Refusal.invalid(refused);
    };
  }
}
