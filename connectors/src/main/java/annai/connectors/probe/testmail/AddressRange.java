package annai.connectors.probe.testmail;

import java.net.InetAddress;

/**
 * A network in CIDR form (RFC 4632), or a single address.
 *
 * @param network the network's address; bits after the prefix are ignored
 * @param prefixLength 0 to 32, or to 128 for IPv6
 */
public record AddressRange(InetAddress network, int prefixLength) {

  public AddressRange {
    int bits = network.getAddress().length * 8;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException(
          "Prefix length %d of '%s' must be between 0 and %d"
              .formatted(prefixLength, network.getHostAddress(), bits));
    }
  }

  /**
   * Reads "192.0.2.0/24", "192.0.2.1", "2001:db8::/32" or "::1"; never asks a name server.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress network =
          InetAddress.ofLiteral(slash < 0 ? text.strip() : text.substring(0, slash).strip());
      int bits = network.getAddress().length * 8;
      return new AddressRange(
          network, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1).strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Address range '%s' must be an IP address or a network such as 192.0.2.0/24"
              .formatted(text),
          e);
    }
  }

  /** Whether the address lies in it; an IPv4-mapped IPv6 address counts as its IPv4 address. */
  public boolean contains(InetAddress address) {
    byte[] candidate = address.getAddress();
    byte[] base = network.getAddress();
    if (candidate.length != base.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit += 8) {
      int mask = 0xff & -(1 << Math.max(0, 8 - (prefixLength - bit)));
      if (((candidate[bit / 8] ^ base[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefixLength;
  }
}
