package io.linkmic.rtc.ice;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.stun.StunAttribute.IceControlled;
import io.linkmic.rtc.stun.StunAttribute.UseCandidate;
import io.linkmic.rtc.stun.StunMessage;
import io.linkmic.rtc.stun.StunMessageType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * RFC 8445 §2.5: the node's side. Sends no checks, is always controlled, answers authenticated
 * checks and nothing else, and goes where the last nominating check came from.
 *
 * <p>Deviation: RFC 8445 §8.1.1 lets a controlled agent choose among several nominated pairs by
 * priority. Here the newest nomination wins at once, so a host can change networks without
 * signalling; full agents send USE-CANDIDATE only on the pair they use.
 */
public final class IceLiteAgent implements IceAgent {
  private final IceTimeouts timeouts;
  private final Instant created;
  private final ValidatedPaths validated = new ValidatedPaths();
  private final DropCounters drops = new DropCounters();
  private LocalCredential local;

  /** The credentials before a restart: the other side may go on checking the old path with them. */
  private @Nullable LocalCredential previous;

  private @Nullable Path selected;
  private Instant lastHeard;
  private boolean failed;

  public IceLiteAgent(Instant now, IceCredentials local, IceTimeouts timeouts) {
    this.local = LocalCredential.of(local);
    this.timeouts = timeouts;
    this.created = now;
    this.lastHeard = now;
  }

  @Override
  public void receive(Instant now, Path path, Bytes datagram, Consumer<IceOutput> out) {
    if (failed) {
      return;
    }
    switch (StunMessage.parse(datagram)) {
      case Parsed.Malformed<StunMessage> _ -> drops.count(IceDrop.MALFORMED);
      case Parsed.Ok<StunMessage>(var message) -> {
        // A lite agent sent no checks, so there is no answer to expect.
        if (message.type() == StunMessageType.BINDING_REQUEST) {
          check(now, path, message, out);
        } else {
          drops.count(IceDrop.UNKNOWN_TRANSACTION);
        }
      }
    }
  }

  private void check(Instant now, Path path, StunMessage request, Consumer<IceOutput> out) {
    LocalCredential credential = credentialOf(request);
    if (credential == null) {
      drops.count(IceDrop.UNKNOWN_USERNAME);
      return;
    }
    if (!request.isAuthenticBy(credential.key())) {
      drops.count(IceDrop.BAD_INTEGRITY);
      return;
    }
    lastHeard = now;
    List<Integer> notUnderstood = request.notUnderstood();
    if (!notUnderstood.isEmpty()) {
      Bytes answer = CheckAnswers.unknownAttributes(request, notUnderstood, credential.key());
      out.accept(new IceOutput.Send(path, answer));
      return;
    }
    if (request.has(IceControlled.class)) {
      // RFC 8445 §6.1.1: against a lite agent the full one is always controlling; 487 makes it
      // switch, and its next check comes in the right role.
      out.accept(new IceOutput.Send(path, CheckAnswers.roleConflict(request, credential.key())));
      return;
    }
    validated.add(path);
    out.accept(new IceOutput.Send(path, CheckAnswers.success(request, path, credential.key())));
    if (request.has(UseCandidate.class)) {
      nominate(path, credential, out);
    }
  }

  private @Nullable LocalCredential credentialOf(StunMessage request) {
    if (local.isNamedBy(request)) {
      return local;
    }
    return previous != null && previous.isNamedBy(request) ? previous : null;
  }

  private void nominate(Path path, LocalCredential credential, Consumer<IceOutput> out) {
    if (credential.equals(local)) {
      previous = null; // The restart is complete (RFC 8445 §9).
    }
    if (!path.equals(selected)) {
      selected = path;
      out.accept(new IceOutput.Selected(path));
    }
  }

  @Override
  public void wakeUp(Instant now, Consumer<IceOutput> out) {
    Optional<Instant> deadline = nextWakeup();
    if (deadline.isPresent() && !now.isBefore(deadline.get())) {
      failed = true;
      out.accept(
          new IceOutput.Failed(selected == null ? IceFailure.NO_PATH : IceFailure.CONSENT_EXPIRED));
    }
  }

  @Override
  public Optional<Instant> nextWakeup() {
    if (failed) {
      return Optional.empty();
    }
    return Optional.of(
        selected == null ? created.plus(timeouts.initial()) : lastHeard.plus(timeouts.consent()));
  }

  /** A lite agent checks nobody's candidates. */
  @Override
  public void addRemoteCandidate(Instant now, IceCandidate candidate, Consumer<IceOutput> out) {}

  @Override
  public void restart(
      Instant now, IceCredentials local, IceCredentials remote, Consumer<IceOutput> out) {
    previous = this.local;
    this.local = LocalCredential.of(local);
    lastHeard = now;
  }

  @Override
  public void touch(Instant now) {
    lastHeard = now;
  }

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
