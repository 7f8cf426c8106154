package io.linkmic.contract.egress;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

class EgressUrlFuzzTest {
  private static final EgressUrlRules RULES =
      new EgressUrlRules(
          EgressUrlRules.USUAL_PORTS,
          false,
          host -> List.of(InetAddress.getByAddress(new byte[] {93, (byte) 184, 34, 1})));

  @FuzzTest
  void any_string_gets_a_verdict(byte[] data) {
    switch (RULES.check(new String(data, StandardCharsets.UTF_8))) {
      case EgressUrlVerdict.Allowed allowed -> {
        if (allowed.connectUrl().chars().anyMatch(c -> c <= ' ' || c >= 127)) {
          throw new AssertionError("a character that must not reach the RTMP client");
        }
      }
      case EgressUrlVerdict.Refused refused -> {
        if (refused.message().isEmpty()) {
          throw new AssertionError("a refusal without a sentence");
        }
      }
    }
  }
}
