package io.linkmic.rtc.ice;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.stun.StunAttribute.ErrorCode;
import io.linkmic.rtc.stun.StunAttribute.IceControlled;
import io.linkmic.rtc.stun.StunAttribute.IceControlling;
import io.linkmic.rtc.stun.StunAttribute.UseCandidate;
import io.linkmic.rtc.stun.StunKey;
import io.linkmic.rtc.stun.StunMessage;
import io.linkmic.rtc.stun.StunMessageType;
import io.linkmic.rtc.stun.StunWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The side that knocks: a host's SDK, or a node that pulls from another node. Checks the other
 * side's candidates from one local socket, takes the first pair that answers, and keeps asking for
 * consent (RFC 7675).
 *
 * <p>Deviation: every check carries USE-CANDIDATE (the aggressive nomination of RFC 5245): the
 * other side is a lite node whose candidates all lead to one socket, so the first valid pair is as
 * good as any and a round trip is saved.
 */
public final class IceClientAgent implements IceAgent {
  // RFC 8445 §14.2: Ta.
  private static final Duration PACE = Duration.ofMillis(50);

  // RFC 7675 §5.1: every 5 s, times 0.8 to 1.2.
  private static final Duration CONSENT_INTERVAL = Duration.ofSeconds(5);

  // RFC 8445 §5.1.2.1 for a peer-reflexive candidate: type 110, local preference 65535, component
  // 1.
  private static final long PEER_REFLEXIVE_PRIORITY = (110L << 24) | (65_535L << 8) | 255;

  // As in the SDP parser: a session has at most 64 candidates.
  private static final int MAX_CANDIDATES = 64;

  private final RandomGenerator random;
  private final IceTimeouts timeouts;
  private final long tieBreaker;
  private final ClientChecks checks = new ClientChecks();
  private final ValidatedPaths validated = new ValidatedPaths();
  private final DropCounters drops = new DropCounters();
  private final List<IceCandidate> candidates = new ArrayList<>();
  private InetSocketAddress localAddress;
  private LocalCredential local;
  private StunKey remoteKey;
  private String username;
  private boolean controlling = true;
  private boolean failed;

  /** The next answer selects its path even if one is selected: after a restart or a move. */
  private boolean reselect = true;

  private @Nullable Path selected;

  /** RFC 8445 §7.3.1.5: as the controlled side, the path the other side nominated. */
  private @Nullable Path nominated;

  private Instant nextPaceAt;
  private Instant nextConsentAt = Instant.MAX;
  private Instant deadline;

  /**
   * @param localAddress of the one socket all checks leave from
   * @param random a {@link java.security.SecureRandom} outside of tests
   */
  public IceClientAgent(
      Instant now,
      InetSocketAddress localAddress,
      IceCredentials local,
      IceCredentials remote,
      RandomGenerator random) {
    this(now, localAddress, local, remote, random, IceTimeouts.DEFAULT);
  }

  IceClientAgent(
      Instant now,
      InetSocketAddress localAddress,
      IceCredentials local,
      IceCredentials remote,
      RandomGenerator random,
      IceTimeouts timeouts) {
    this.localAddress = localAddress;
    this.random = random;
    this.timeouts = timeouts;
    this.tieBreaker = random.nextLong();
    this.local = LocalCredential.of(local);
    this.remoteKey = new StunKey(remote.password());
    this.username = remote.ufrag() + ":" + local.ufrag();
    this.nextPaceAt = now;
    this.deadline = now.plus(timeouts.initial());
  }

  @Override
  public void addRemoteCandidate(Instant now, IceCandidate candidate, Consumer<IceOutput> out) {
    if (candidates.size() == MAX_CANDIDATES || candidate.component() != 1) {
      return;
    }
    candidates.add(candidate);
    if (selected == null) {
      checks.enqueue(new Path(localAddress, candidate.address()));
      wakeUp(now, out);
    }
  }

  /** Our own address changed: check everything from there, the path in use first. */
  public void pathChanged(Instant now, InetSocketAddress newLocal, Consumer<IceOutput> out) {
    localAddress = newLocal;
    recheck(now, out);
  }

  @Override
  public void restart(
      Instant now, IceCredentials local, IceCredentials remote, Consumer<IceOutput> out) {
    this.local = LocalCredential.of(local);
    remoteKey = new StunKey(remote.password());
    username = remote.ufrag() + ":" + local.ufrag();
    recheck(now, out);
  }

  private void recheck(Instant now, Consumer<IceOutput> out) {
    checks.clear();
    reselect = true;
    deadline = now.plus(timeouts.initial());
    candidates.stream()
        .sorted(Comparator.comparingLong(IceCandidate::priority).reversed())
        .forEach(candidate -> checks.enqueue(new Path(localAddress, candidate.address())));
    if (selected != null) {
      checks.enqueueFirst(new Path(localAddress, selected.remote()));
    }
    nextPaceAt = now;
    wakeUp(now, out);
  }

  @Override
  public void receive(Instant now, Path path, Bytes datagram, Consumer<IceOutput> out) {
    if (failed) {
      return;
    }
    switch (StunMessage.parse(datagram)) {
      case Parsed.Malformed<StunMessage> _ -> drops.count(IceDrop.MALFORMED);
      case Parsed.Ok<StunMessage>(var message) -> {
        switch (message.type()) {
          case BINDING_REQUEST -> request(now, path, message, out);
          case BINDING_SUCCESS, BINDING_ERROR -> answer(now, path, message, out);
          case BINDING_INDICATION -> drops.count(IceDrop.MALFORMED);
        }
      }
    }
  }

  private void answer(Instant now, Path path, StunMessage message, Consumer<IceOutput> out) {
    ClientCheck check = checks.answered(message.transactionId(), path);
    if (check == null) {
      drops.count(IceDrop.UNKNOWN_TRANSACTION);
      return;
    }
    if (!message.isAuthenticBy(remoteKey)) {
      drops.count(IceDrop.BAD_INTEGRITY);
      return;
    }
    checks.done(check);
    if (message.type() == StunMessageType.BINDING_SUCCESS) {
      succeeded(now, check.path(), out);
    } else if (message.find(ErrorCode.class).filter(IceClientAgent::isRoleConflict).isPresent()) {
      // RFC 8445 §7.2.5.1: the other role, and the check again.
      controlling = !controlling;
      checks.enqueueFirst(check.path());
      pace(now, out);
    }
  }

  private static boolean isRoleConflict(ErrorCode error) {
    return error.code() == CheckAnswers.ROLE_CONFLICT;
  }

  private void succeeded(Instant now, Path path, Consumer<IceOutput> out) {
    validated.add(path);
    if (path.equals(selected)) {
      deadline = now.plus(timeouts.consent());
    }
    if (reselect && (controlling || path.equals(nominated))) {
      select(now, path, out);
    }
  }

  private void select(Instant now, Path path, Consumer<IceOutput> out) {
    reselect = false;
    checks.clear(); // One path is enough; others would only draw the node's nomination away.
    deadline = now.plus(timeouts.consent());
    nextConsentAt = now.plus(consentInterval());
    if (!path.equals(selected)) {
      selected = path;
      out.accept(new IceOutput.Selected(path));
    }
  }

  /** A check by the other side: only a full agent sends one. */
  private void request(Instant now, Path path, StunMessage request, Consumer<IceOutput> out) {
    if (!local.isNamedBy(request)) {
      drops.count(IceDrop.UNKNOWN_USERNAME);
      return;
    }
    if (!request.isAuthenticBy(local.key())) {
      drops.count(IceDrop.BAD_INTEGRITY);
      return;
    }
    List<Integer> notUnderstood = request.notUnderstood();
    if (!notUnderstood.isEmpty()) {
      Bytes refusal = CheckAnswers.unknownAttributes(request, notUnderstood, local.key());
      out.accept(new IceOutput.Send(path, refusal));
    } else if (winsRoleConflict(request)) {
      out.accept(new IceOutput.Send(path, CheckAnswers.roleConflict(request, local.key())));
    } else {
      out.accept(new IceOutput.Send(path, CheckAnswers.success(request, path, local.key())));
      checkedByOther(now, path, request, out);
    }
  }

  /** RFC 8445 §7.3.1.1: the larger tie-breaker keeps its role; the loser changes here. */
  private boolean winsRoleConflict(StunMessage request) {
    Optional<Long> rival =
        controlling
            ? request.find(IceControlling.class).map(IceControlling::tieBreaker)
            : request.find(IceControlled.class).map(IceControlled::tieBreaker);
    if (rival.isEmpty()) {
      return false;
    }
    boolean larger = Long.compareUnsigned(tieBreaker, rival.get()) >= 0;
    if (larger == controlling) {
      return true;
    }
    controlling = !controlling;
    return false;
  }

  private void checkedByOther(
      Instant now, Path path, StunMessage request, Consumer<IceOutput> out) {
    if (!controlling && request.has(UseCandidate.class)) {
      nominated = path;
      reselect |= !path.equals(selected);
      if (reselect && validated.contains(path)) {
        select(now, path, out);
        return;
      }
    }
    if (!validated.contains(path) && !checks.isPending(path)) {
      checks.enqueueFirst(path); // RFC 8445 §7.3.1.4: a triggered check, maybe peer-reflexive.
      pace(now, out);
    }
  }

  @Override
  public void wakeUp(Instant now, Consumer<IceOutput> out) {
    if (failed) {
      return;
    }
    if (!now.isBefore(deadline)) {
      failed = true;
      IceFailure why = selected == null ? IceFailure.NO_PATH : IceFailure.CONSENT_EXPIRED;
      out.accept(new IceOutput.Failed(why));
      return;
    }
    for (ClientCheck due : checks.takeDue(now)) {
      checks.sent(due.again(now));
      out.accept(new IceOutput.Send(due.path(), due.request().copy()));
    }
    pace(now, out);
    if (selected != null && !now.isBefore(nextConsentAt)) {
      nextConsentAt = now.plus(consentInterval());
      Bytes transactionId = transactionId();
      Bytes request = check(transactionId);
      checks.sent(ClientCheck.once(now, selected, transactionId, request));
      out.accept(new IceOutput.Send(selected, request));
    }
  }

  private void pace(Instant now, Consumer<IceOutput> out) {
    if (now.isBefore(nextPaceAt)) {
      return;
    }
    Path path = checks.nextWaiting();
    if (path != null) {
      nextPaceAt = now.plus(PACE);
      Bytes transactionId = transactionId();
      Bytes request = check(transactionId);
      checks.sent(ClientCheck.first(now, path, transactionId, request));
      out.accept(new IceOutput.Send(path, request.copy()));
    }
  }

  private Bytes check(Bytes transactionId) {
    StunWriter request =
        new StunWriter(StunMessageType.BINDING_REQUEST, transactionId)
            .username(username)
            .priority(PEER_REFLEXIVE_PRIORITY);
    if (controlling) {
      request.iceControlling(tieBreaker).useCandidate();
    } else {
      request.iceControlled(tieBreaker);
    }
    return request.finish(remoteKey);
  }

  private Bytes transactionId() {
    byte[] id = new byte[12];
    random.nextBytes(id);
    return Bytes.wrap(id);
  }

  private Duration consentInterval() {
    return Duration.ofNanos((long) (CONSENT_INTERVAL.toNanos() * random.nextDouble(0.8, 1.2)));
  }

  @Override
  public Optional<Instant> nextWakeup() {
    if (failed) {
      return Optional.empty();
    }
    Stream<Instant> timers =
        Stream.of(
            deadline,
            checks.hasWaiting() ? nextPaceAt : deadline,
            selected != null ? nextConsentAt : deadline,
            checks.nextAt().orElse(deadline));
    return timers.min(Instant::compareTo);
  }

  /** RFC 7675 §5.1: for a full agent only the answers to its checks are consent. */
  @Override
  public void touch(Instant now) {}

  @Override
  public boolean isValidated(Path path) {
    return validated.contains(path);
  }

  @Override
  public Optional<Path> selectedPath() {
    return Optional.ofNullable(selected);
  }

  @Override
  public long dropped(IceDrop reason) {
    return drops.of(reason);
  }
}
