package io.linkmic.api.fleet;

import io.linkmic.api.access.Caller;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Fails;
import io.linkmic.api.http.Page;
import io.linkmic.api.http.Paging;
import io.linkmic.api.http.Refusal;
import io.linkmic.cluster.blacklist.Blacklist;
import io.linkmic.cluster.blacklist.BlacklistEntry;
import io.linkmic.contract.request.Checked;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/blacklist}: what mcu-dns does not offer. */
@Tag(name = "fleet")
@RestController
@RequestMapping(path = "/v1/blacklist", produces = MediaType.APPLICATION_JSON_VALUE)
class BlacklistEndpoint {
  private final Blacklist blacklist;
  private final InstantSource clock;

  BlacklistEndpoint(Blacklist blacklist, InstantSource clock) {
    this.blacklist = blacklist;
    this.clock = clock;
  }

  @Operation(operationId = "listBlacklist", summary = "The entries in force, by id.")
  @Needs(Right.OPERATOR)
  @Fails({Code.BAD_CURSOR, Code.BAD_LIMIT})
  @GetMapping
  Page<BlacklistEntry> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false)
          @Nullable
          @io.swagger.v3.oas.annotations.Parameter(
              schema =
                  @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "50"))
          String limit) {
    List<BlacklistEntry> all =
        blacklist.inForce(clock.instant()).stream()
            .sorted(Comparator.comparing(BlacklistEntry::id))
            .toList();
    return Paging.of(cursor, limit).cut(all, BlacklistEntry::id);
  }

  @Operation(operationId = "createBlacklistEntry", summary = "Take something out of the offer.")
  @Needs(Right.OPERATOR)
  @Fails({Code.INVALID_REQUEST, Code.BLACKLIST_FULL})
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<BlacklistEntry> create(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody CreateEntryRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    BlacklistEntry entry =
        switch (EntryRules.check(request, UUID.randomUUID().toString(), now, caller.apiKey())) {
          case Checked.Accepted<BlacklistEntry> accepted -> accepted.value();
          case Checked.Refused<BlacklistEntry> refused -> throw Refusal.invalid(refused);
        };
    if (!blacklist.put(entry)) {
      throw new Refusal(Code.BLACKLIST_FULL);
    }
    return ResponseEntity.created(URI.create("/v1/blacklist/" + entry.id())).body(entry);
  }

  @Operation(operationId = "deleteBlacklistEntry", summary = "Put it back into the offer.")
  @Needs(Right.OPERATOR)
  @Fails(Code.ENTRY_NOT_FOUND)
  @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    if (!blacklist.remove(id)) {
      throw new Refusal(Code.ENTRY_NOT_FOUND);
    }
  }
}
