package io.linkmic.socketio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A door on the loopback that admits whoever joins with the token {@code good}. */
final class TestDoor implements AutoCloseable {
  final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  final GuardedDoor door;
  private final DoorLoop loop = new DoorLoop("test-door");
  private volatile GuardedSocket lastAdmitted;

  private TestDoor(DoorLimits limits) {
    door =
        new GuardedDoor(
            new DoorPlace("Socket.IO", "test.port", "127.0.0.1", 0),
            limits,
            loop,
            Guest::new,
            refusals::add);
    door.open();
  }

  static TestDoor forOrigins(String... origins) {
    return new TestDoor(limits(List.of(origins), 50, 200, 512));
  }

  static TestDoor forHandshakes(int perSecond, int burst, int connections) {
    return new TestDoor(limits(List.of("*"), perSecond, burst, connections));
  }

  static DoorLimits limits(List<String> origins, int perSecond, int burst, int connections) {
    return new DoorLimits(
        origins,
        64 * 1024,
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        20,
        100,
        perSecond,
        burst,
        connections);
  }

  int port() {
    return door.port();
  }

  GuardedSocket lastAdmitted() {
    return lastAdmitted;
  }

  private final class Guest implements Visitor {
    private final GuardedSocket socket;

    Guest(GuardedSocket socket) {
      this.socket = socket;
    }

    @Override
    public Optional<Answer.Failure> shows(String token) {
      return token.equals("good")
          ? Optional.empty()
          : Optional.of(new Answer.Failure("token-malformed", "This is no token."));
    }

    @Override
    public void asks(ClientRequest request, Consumer<Answer> answer) {
      loop.execute(() -> {
        switch (request) {
          case ClientRequest.Unreadable unreadable ->
              answer.accept(Answer.failed("bad-request", unreadable.reason()));
          case ClientRequest.Named named -> answer.accept(answer(named));
        }
      });
    }

    private Answer answer(ClientRequest.Named request) {
      if (request.name().equals("join") && "good".equals(request.text("token"))) {
        socket.admit();
        lastAdmitted = socket;
        return Answer.done(null);
      }
      return socket.admitted()
          ? Answer.done(null)
          : Answer.failed("unauthenticated", "Join with a token before anything else.");
    }

    @Override
    public void leaves() {}
  }

  @Override
  public void close() {
    door.close();
    loop.close();
  }
}
