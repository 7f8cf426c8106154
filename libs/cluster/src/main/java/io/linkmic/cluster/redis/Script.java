package io.linkmic.cluster.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.data.redis.core.script.DefaultRedisScript;

/** A Lua script of this library, found beside its class: {@code claim.lua}. Any thread. */
public final class Script {
  @SuppressWarnings("rawtypes")
  private final DefaultRedisScript<List> script;

  private Script(String text) {
    this.script = new DefaultRedisScript<>(text, List.class);
  }

  /**
   * @param owner the class beside which the files lie
   * @param files parts of one script: what several scripts share comes first
   */
  public static Script of(Class<?> owner, String... files) {
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      text.append(read(owner, file)).append('\n');
    }
    return new Script(text.toString());
  }

  private static String read(Class<?> owner, String file) {
    try (InputStream in = owner.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + file + " beside " + owner.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it; every element of the answer is a string. */
  @SuppressWarnings("unchecked")
  public List<String> run(ClusterRedis redis, List<String> keys, Object... arguments) {
    return redis.call(commands -> {
      List<?> answer = commands.execute(script, keys, arguments);
      return answer == null ? List.of() : (List<String>) answer;
    });
  }
}
