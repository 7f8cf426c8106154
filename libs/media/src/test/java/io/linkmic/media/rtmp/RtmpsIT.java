package io.linkmic.media.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RtmpsIT {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  @Test
  void server_with_a_certificate_nobody_vouches_for_is_refused() throws Exception {
    try (SSLServerSocket server = server();
        RtmpOutput out = output(server)) {
      CompletableFuture<Integer> first = firstByte(server);
      RtmpResult.Failed failed = (RtmpResult.Failed) out.open(headers());
      assertThat(failed.text()).contains("certificate verify failed").doesNotContain("key-4711");
      assertThat(first.get(10, TimeUnit.SECONDS)).as("nothing sent in clear").isEqualTo(-1);
    }
  }

  private RtmpOutput output(SSLServerSocket server) {
    String url = "rtmps://127.0.0.1:" + server.getLocalPort() + "/live/key-4711";
    return new RtmpOutput(
        new RtmpSettings(new RtmpUrl(url), Duration.ofSeconds(5), Duration.ofSeconds(1), null));
  }

  private static CompletableFuture<Integer> firstByte(SSLServerSocket server) {
    return CompletableFuture.supplyAsync(() -> {
      try (SSLSocket socket = (SSLSocket) server.accept();
          InputStream in = socket.getInputStream()) {
        return in.read();
      } catch (IOException e) {
        return -1;
      }
    });
  }

  private SSLServerSocket server() throws Exception {
    Path store = folder.resolve("store.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    int exit =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-alias",
                "a",
                "-dname",
                "CN=localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(exit).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static StreamHeaders headers() {
    ByteBuffer any = ByteBuffer.wrap(new byte[] {1, 66, 0, 30});
    return new StreamHeaders(any, any, 0, 0, 0, 0, 0);
  }
}
