package io.linkmic.rtc.stun;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.ice.IceLiteAgent;
import io.linkmic.rtc.ice.IceTimeouts;
import io.linkmic.rtc.ice.Path;
import java.net.InetSocketAddress;
import java.time.Instant;

class StunFuzzTest {
  private static final StunKey KEY = new StunKey("a password of the other side");
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("192.0.2.1", 10000);

  @FuzzTest
  void any_datagram_is_read_or_refused(byte[] data) {
    Bytes datagram = Bytes.wrap(data);
    StunMessage.unverifiedUsername(datagram);
    if (StunMessage.parse(datagram) instanceof Parsed.Ok<StunMessage>(var message)) {
      message.isAuthenticBy(KEY);
      message.notUnderstood();
      if (!StunMessage.looksLikeStun(datagram)) {
        throw new AssertionError("read, but does not look like STUN");
      }
    }
  }

  /** Whoever does not know the password gets nothing back and changes nothing. */
  @FuzzTest
  void a_stranger_gets_no_answer_from_an_agent(byte[] data) {
    IceCredentials local = new IceCredentials("nodeFrag", "a password nobody can guess");
    IceLiteAgent agent = new IceLiteAgent(Instant.EPOCH, local, IceTimeouts.DEFAULT);
    Path path = new Path(ADDRESS, ADDRESS);
    agent.receive(
        Instant.EPOCH,
        path,
        Bytes.wrap(data),
        output -> {
          throw new AssertionError("answered: " + output);
        });
    if (agent.isValidated(path)) {
      throw new AssertionError("validated");
    }
  }
}
