package annai.connectors.probe.testmail;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which hosts on a test mail's way are the provider's.
 *
 * @param relays who may hand a test mail to the receiver; from anyone else it proves nothing
 * @param internal the provider's own mail servers as they appear after "from" in a Received field:
 *     such a field is walked past, down to the one that its sender wrote
 * @param webmail hosts whose mail was written in the provider's webmail, and so says nothing about
 *     the customer's own mail client
 * @param names what the provider's servers call themselves after "by"; empty for "not checked"
 */
public record MailHosts(
    Set<AddressRange> relays,
    Set<AddressRange> internal,
    Set<AddressRange> webmail,
    Set<String> names) {

  public MailHosts {
    relays = Set.copyOf(relays);
    internal = Set.copyOf(internal);
    webmail = Set.copyOf(webmail);
    names =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Relays alone: every field that they wrote is the evidence. */
  public static MailHosts ofRelays(AddressRange... relays) {
    return new MailHosts(Set.of(relays), Set.of(), Set.of(), Set.of());
  }

  boolean isRelay(InetAddress address) {
    return in(relays, address);
  }

  boolean isInternal(InetAddress address) {
    return in(internal, address);
  }

  boolean isWebmail(InetAddress address) {
    return in(webmail, address);
  }

  boolean isOurName(String name) {
    return names.isEmpty() || names.contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean in(Set<AddressRange> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
