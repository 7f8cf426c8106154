package io.linkmic.rtc.stun;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The value of XOR-MAPPED-ADDRESS (RFC 8489 §14.2).
 *
 * <pre>
 *  0 0 0 0 0 0 0 0 | family 1 or 2 | port XOR cookie's high 16 bit
 *  address XOR (cookie | transaction id)
 * </pre>
 */
final class XorAddress {
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;

  private XorAddress() {}

  /**
   * @param message begins with the header whose cookie and transaction id are the mask
   */
  static @Nullable InetSocketAddress read(Bytes value, Bytes message) {
    if (value.length() < 4) {
      return null;
    }
    int size = size(value.u8(1));
    if (size == 0 || value.length() != 4 + size) {
      return null;
    }
    byte[] address = new byte[size];
    for (int i = 0; i < size; i++) {
      address[i] = (byte) (value.u8(4 + i) ^ message.u8(4 + i));
    }
    int port = value.u16(2) ^ (StunFormat.MAGIC_COOKIE >>> 16);
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are always an address", e);
    }
  }

  static void write(ByteWriter out, InetSocketAddress mapped, Bytes transactionId) {
    byte[] address = mapped.getAddress().getAddress();
    out.u16(StunFormat.XOR_MAPPED_ADDRESS).u16(4 + address.length);
    out.u8(0).u8(address.length == 4 ? IPV4 : IPV6);
    out.u16(mapped.getPort() ^ (StunFormat.MAGIC_COOKIE >>> 16));
    out.u32((bytes(address, 0) ^ StunFormat.MAGIC_COOKIE));
    for (int i = 4; i < address.length; i += 4) {
      out.u32(bytes(address, i) ^ transactionId.i32(i - 4));
    }
  }

  private static int size(int family) {
    return switch (family) {
      case IPV4 -> 4;
      case IPV6 -> 16;
      default -> 0;
    };
  }

  private static int bytes(byte[] address, int at) {
    return Bytes.wrap(address).i32(at);
  }
}
