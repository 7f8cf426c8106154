package io.linkmic.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Real offers with things changed, doubled, cut and shuffled: never an exception. */
class MutatedOffersTest {
  private static final int ROUNDS = 400;
  private static final String ALPHABET = "\n\r\t\0 =:;/*-0129aAzZ%.\u00e9\ud83d";

  @ParameterizedTest
  @FieldSource("io.linkmic.rtc.sdp.Offers#ALL")
  void a_mutated_offer_is_answered_or_refused(String name) {
    String offer = Offers.read(name);
    int refused = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      String mutant = mutant(offer, new Random(seed));
      try {
        refused += AnyOffer.check(mutant) ? 0 : 1;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + " of " + name + ":\n" + mutant, e);
      }
    }
    // Else the mutations are too weak to show anything.
    assertThat(refused).isPositive();
  }

  private static String mutant(String offer, Random random) {
    String text = offer;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      text = random.nextBoolean() ? byCharacter(text, random) : byLine(text, random);
    }
    return text;
  }

  private static String byCharacter(String text, Random random) {
    if (text.isEmpty()) {
      return text;
    }
    int at = random.nextInt(text.length());
    char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at) + other + text.substring(at + 1);
      case 1 -> text.substring(0, at) + other + text.substring(at);
      case 2 -> text.substring(0, at) + text.substring(at + 1);
      default -> random.nextInt(10) == 0 ? text.substring(0, at) : text;
    };
  }

  private static String byLine(String text, Random random) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\r\n", -1)));
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    switch (random.nextInt(5)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(other, lines.get(at));
      case 2 -> Collections.swap(lines, at, other);
      case 3 -> lines.set(at, lines.get(at) + lines.get(other));
      default -> lines.addAll(at, Collections.nCopies(random.nextInt(40), lines.get(other)));
    }
    return String.join("\r\n", lines);
  }
}
