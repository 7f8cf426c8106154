package io.linkmic.backend.broadcast;

import io.linkmic.backend.access.Caller;
import io.linkmic.backend.access.Open;
import io.linkmic.backend.problem.Refusal;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/broadcasts}: create, look, end. */
@RestController
@RequestMapping("/api/v1/broadcasts")
class BroadcastsEndpoint {
  private static final int USUAL_PAGE = 20;
  private static final int LARGEST_PAGE = 100;

  /** A UUID has 36 characters. */
  private static final int LONGEST_KEY = 255;

  private final Creation creation;
  private final Broadcasts broadcasts;
  private final Listing listing;
  private final Views views;

  BroadcastsEndpoint(Creation creation, Broadcasts broadcasts, Listing listing, Views views) {
    this.creation = creation;
    this.broadcasts = broadcasts;
    this.listing = listing;
    this.views = views;
  }

  /** Body of the creation. */
  record CreateRequest(
      @Nullable String title, @Nullable String hostId, @Nullable String hostName) {}

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BroadcastView.Created> create(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String requestKey,
      @RequestBody CreateRequest request) {
    if (requestKey != null && (requestKey.isBlank() || requestKey.length() > LONGEST_KEY)) {
      throw Refusal.of(400, "bad-idempotency-key", "Idempotency-Key has 1 to 255 characters.");
    }
    Wishes wishes = new Wishes();
    String title = wishes.text("title", request.title());
    String hostId = wishes.participantId("hostId", request.hostId());
    String hostName = wishes.optionalText("hostName", request.hostName(), hostId);
    wishes.check();
    Creation.Made made =
        creation.make(caller, new Creation.Wish(title, hostId, hostName, requestKey));
    return ResponseEntity.created(URI.create("/api/v1/broadcasts/" + made.broadcast().id()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(views.created(made.broadcast(), made.ticket()));
  }

  @GetMapping
  BroadcastView.Page list(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int most = limit == null ? USUAL_PAGE : limit;
    Wishes wishes = new Wishes();
    if (most < 1 || most > LARGEST_PAGE) {
      wishes.problem("limit", "limit is between 1 and " + LARGEST_PAGE + ".");
    }
    BroadcastState wanted = state == null || state.isEmpty() ? null : state(state, wishes);
    wishes.check();
    Listing.Page page = listing.list(caller, wanted, most, cursor);
    return new BroadcastView.Page(
        page.items().stream().map(views::summary).toList(), page.nextCursor());
  }

  private static @Nullable BroadcastState state(String word, Wishes wishes) {
    try {
      return BroadcastState.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      wishes.problem("state", "state is CREATED, LIVE, INTERRUPTED or ENDED.");
      return null;
    }
  }

  @GetMapping("/{id}")
  BroadcastView.Detail look(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
    return views.detail(broadcasts.require(caller, id));
  }

  // A JSON body is not asked for; who may call is decided by the gate alone.
  @PostMapping("/{id}/end")
  BroadcastView end(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
    broadcasts.require(caller, id);
    return views.summary(broadcasts.end(id));
  }

  @GetMapping("/{id}/playback")
  @Open("the audience watches without an account; the id is not to be guessed")
  ResponseEntity<BroadcastView.Public> playback(@PathVariable String id) {
    Broadcast broadcast = broadcasts.find(id).orElseThrow(Broadcasts::notFound);
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(views.forEverybody(broadcast));
  }
}
