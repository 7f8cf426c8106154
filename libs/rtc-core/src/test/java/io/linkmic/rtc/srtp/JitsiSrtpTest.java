package io.linkmic.rtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An independent other end: jitsi-srtp opens what we protect, and the other way round. */
class JitsiSrtpTest {
  private static final int SSRC = 0x0BADCAFE;
  private static final Logger LOGGER = new LoggerImpl("jitsi-srtp");

  @ParameterizedTest
  @EnumSource
  void jitsi_opens_our_rtp_across_a_rollover(SrtpProfile profile) throws GeneralSecurityException {
    SrtpSessionTest.Pair pair = new SrtpSessionTest.Pair(profile);
    SrtpCryptoContext jitsi =
        factory(pair.senderKeys.local(), profile, false).deriveContext(SSRC, 0);

    for (int i = 65_500; i < 65_600; i++) {
      byte[] plain = SrtpSessionTest.rtp(SSRC, i & 0xFFFF, 200);
      Bytes sent = pair.sender.protectRtp(SrtpSessionTest.room(plain), 0, plain.length);
      Packet packet = new Packet(sent);

      assertThat(jitsi.reverseTransformPacket(packet, false)).isEqualTo(SrtpErrorStatus.OK);
      assertThat(packet.content()).isEqualTo(Bytes.wrap(plain));
    }
  }

  @ParameterizedTest
  @EnumSource
  void we_open_jitsis_rtp_across_a_rollover(SrtpProfile profile) throws GeneralSecurityException {
    SrtpSessionTest.Pair pair = new SrtpSessionTest.Pair(profile);
    SrtpCryptoContext jitsi =
        factory(pair.senderKeys.local(), profile, true).deriveContext(SSRC, 0);

    for (int i = 65_500; i < 65_600; i++) {
      byte[] plain = SrtpSessionTest.rtp(SSRC, i & 0xFFFF, 200);
      Packet packet = new Packet(Bytes.wrap(plain.clone()));
      assertThat(jitsi.transformPacket(packet)).isEqualTo(SrtpErrorStatus.OK);

      Bytes received = packet.content();
      assertThat(pair.receiver.unprotectRtp(received)).isEqualTo(SrtpStatus.OK);
      assertThat(pair.receiver.plainRtp(received)).isEqualTo(Bytes.wrap(plain));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rtcp_goes_both_ways(SrtpProfile profile) throws GeneralSecurityException {
    SrtpSessionTest.Pair pair = new SrtpSessionTest.Pair(profile);
    SrtcpCryptoContext opening =
        factory(pair.senderKeys.local(), profile, false).deriveControlContext(SSRC);
    SrtcpCryptoContext protecting =
        factory(pair.senderKeys.local(), profile, true).deriveControlContext(SSRC);

    for (int i = 0; i < 100; i++) {
      byte[] plain = SrtpSessionTest.rtcp(SSRC);
      Packet ours =
          new Packet(pair.sender.protectRtcp(SrtpSessionTest.room(plain), 0, plain.length));
      assertThat(opening.reverseTransformPacket(ours)).isEqualTo(SrtpErrorStatus.OK);
      assertThat(ours.content()).isEqualTo(Bytes.wrap(plain));

      Packet theirs = new Packet(Bytes.wrap(plain.clone()));
      assertThat(protecting.transformPacket(theirs)).isEqualTo(SrtpErrorStatus.OK);
      Bytes received = theirs.content();
      assertThat(pair.receiver.unprotectRtcp(received)).isEqualTo(SrtpStatus.OK);
      assertThat(pair.receiver.plainRtcp(received)).isEqualTo(Bytes.wrap(plain));
    }
  }

  private static SrtpContextFactory factory(
      SrtpKeys.Master master, SrtpProfile profile, boolean sender) {
    return new SrtpContextFactory(
        sender,
        master.key().toArray(),
        master.salt().toArray(),
        policy(profile),
        policy(profile),
        LOGGER);
  }

  private static SrtpPolicy policy(SrtpProfile profile) {
    return switch (profile) {
      case AEAD_AES_128_GCM ->
          new SrtpPolicy(
              SrtpPolicy.AESGCM_ENCRYPTION, 16, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12);
      case AES128_CM_HMAC_SHA1_80 ->
          new SrtpPolicy(
              SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, 14);
    };
  }

  /** A packet as jitsi-srtp wants it: an array with room. */
  private static final class Packet implements ByteArrayBuffer {
    private final byte[] buffer;
    private int length;

    Packet(Bytes content) {
      buffer = Arrays.copyOf(content.toArray(), content.length() + 64);
      length = content.length();
    }

    Bytes content() {
      return Bytes.wrap(buffer, 0, length);
    }

    @Override
    public byte[] getBuffer() {
      return buffer;
    }

    @Override
    public int getOffset() {
      return 0;
    }

    @Override
    public int getLength() {
      return length;
    }

    @Override
    public void setLength(int length) {
      this.length = length;
    }

    @Override
    public void setOffset(int offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isInvalid() {
      return false;
    }

    @Override
    public void readRegionToBuff(int offset, int count, byte[] out) {
      System.arraycopy(buffer, offset, out, 0, count);
    }

    @Override
    public void grow(int count) {}

    @Override
    public void append(byte[] data, int count) {
      System.arraycopy(data, 0, buffer, length, count);
      length += count;
    }

    @Override
    public void shrink(int count) {
      length -= count;
    }
  }
}
