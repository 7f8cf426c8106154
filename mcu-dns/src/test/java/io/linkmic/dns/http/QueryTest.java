package io.linkmic.dns.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryTest {

  @Test
  void parameters_are_found_in_any_order_and_decoded() {
    assertThat(Query.of("/x?limit=3&roomId=a&isp=&clientIp=%3A%3A1&region=a+b&other=1&roomId=b"))
        .contains(new Query("a", "a b", null, "::1", "3"));
    assertThat(Query.of("/x")).contains(new Query(null, null, null, null, null));
    assertThat(Query.of("/x?&&=&=a&roomIdx=1&roomId"))
        .contains(new Query(null, null, null, null, null));
  }

  @Test
  void what_is_not_well_formed_or_too_much_is_refused() {
    assertThat(Query.of("/x?roomId=%")).isEmpty();
    assertThat(Query.of("/x?roomId=%zz")).isEmpty();
    assertThat(Query.of("/x?" + "a=1&".repeat(20))).isEmpty();
  }

  /** Two decoders that were written apart agree on 100,000 queries made by chance. */
  @Test
  void it_reads_what_nettys_own_decoder_reads() {
    String[] pieces = {
      "roomId", "region", "isp", "clientIp", "limit", "=", "=", "&", "&", "a", "%41", "%", "+", "é"
    };
    Random random = new Random(9);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder uri = new StringBuilder("/x?");
      for (int j = random.nextInt(14); j > 0; j--) {
        uri.append(pieces[random.nextInt(pieces.length)]);
      }
      if (uri.indexOf("?=") >= 0 || uri.indexOf("&=") >= 0) {
        // A parameter without a name; Netty takes what follows for one.
        continue;
      }
      Query query = Query.of(uri.toString()).orElse(null);
      Map<String, List<String>> other = theirs(uri.toString());
      if (query != null && other != null) {
        same(query.roomId(), other.get("roomId"), uri);
        same(query.region(), other.get("region"), uri);
        same(query.isp(), other.get("isp"), uri);
        same(query.clientIp(), other.get("clientIp"), uri);
        same(query.limit(), other.get("limit"), uri);
      }
    }
  }

  private static Map<String, List<String>> theirs(String uri) {
    try {
      return new QueryStringDecoder(uri).parameters();
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private static void same(String ours, List<String> theirs, CharSequence uri) {
    String first =
        theirs == null
            ? null
            : theirs.stream().filter(value -> !value.isEmpty()).findFirst().orElse(null);
    assertThat(ours).as("%s", uri).isEqualTo(first);
  }
}
