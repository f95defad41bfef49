package annai.connectors.probe.testmail;

import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeResult.Fault;
import annai.connectors.probe.ProbeResult.Healthy;
import annai.connectors.probe.ProbeResult.Inconclusive;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.Verdict;
import annai.connectors.probe.testmail.OpenTestMails.Expectation;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks down the Received fields of a test mail to the first one that a host of the provider's
 * wrote about somebody else, and judges that one alone. What stands below it was written by the
 * sender.
 */
final class ReceivedWalk {

  private static final int MAX_FIELDS = 20;
  private static final int MAX_ACCOUNT = 254;
  private static final int MAX_REPLY = 1000;

  private final MailHosts hosts;
  private final TestMailAddress address;
  private final Expectation expectation;

  ReceivedWalk(MailHosts hosts, TestMailAddress address, Expectation expectation) {
    this.hosts = hosts;
    this.address = address;
    this.expectation = expectation;
  }

  /**
   * @param peer who handed the mail over
   * @param received the bodies of the mail's Received fields, top-most first
   */
  ProbeResult judge(InetAddress peer, List<String> received) {
    if (!hosts.isRelay(peer)) {
      return unproven(
          null, "it was handed over by %s, which is no relay".formatted(peer.getHostAddress()));
    }
    for (String body : received.subList(0, Math.min(MAX_FIELDS, received.size()))) {
      ReceivedField field;
      try {
        field = ReceivedField.parse(body);
      } catch (MalformedReceivedException e) {
        return unproven(body, "a Received field can't be relied on: " + e.getMessage());
      }
      if (!hosts.isOurName(field.by())) {
        return unproven(body, "a Received field is by no host of ours");
      }
      if (field.sender().filter(hosts::isInternal).isEmpty()) {
        return judge(field, body);
      }
    }
    return unproven(null, "no Received field is about a host that isn't ours");
  }

  private ProbeResult judge(ReceivedField field, String body) {
    if (field.sender().isEmpty()) {
      return unproven(body, "the Received field has no sender's address");
    }
    if (field.with().isEmpty()) {
      return unproven(body, "the Received field doesn't say how the mail came");
    }
    if (hosts.isWebmail(field.sender().get())) {
      return unproven(body, "it was written in webmail");
    }
    TransmissionType with = field.with().get();
    if (!with.authenticated()) {
      return new Fault(Verdict.OLD_SETTINGS, null, trace(body), null);
    }
    String account = field.account().map(a -> Text.clean(a, MAX_ACCOUNT)).orElse(null);
    if (account != null && !isExpected(account)) {
      return new Fault(Verdict.WRONG_ACCOUNT, null, trace(body), account);
    }
    return new Healthy(
        with.overTls() ? Verdict.PROVEN : Verdict.PROVEN_WITHOUT_TLS, trace(body), account);
  }

  /** A login name without a domain is the local part of the customer's address. */
  private boolean isExpected(String account) {
    String expected = expectation.mailAddress();
    if (expected == null) {
      return true;
    }
    String wanted = expected.strip().toLowerCase(Locale.ROOT);
    String found = account.toLowerCase(Locale.ROOT);
    boolean bothWhole = found.indexOf('@') >= 0 && wanted.indexOf('@') >= 0;
    return bothWhole ? found.equals(wanted) : localPart(found).equals(localPart(wanted));
  }

  private static String localPart(String mailAddress) {
    int at = mailAddress.lastIndexOf('@');
    return at < 0 ? mailAddress : mailAddress.substring(0, at);
  }

  private Inconclusive unproven(@Nullable String body, String reason) {
    return new Inconclusive(Verdict.UNPROVEN, trace(body), reason);
  }

  private ProbeTrace trace(@Nullable String body) {
    String reply = Optional.ofNullable(body).map(b -> Text.clean(b, MAX_REPLY)).orElse(null);
    return new ProbeTrace(address.toString(), List.of(), null, Set.of(), reply);
  }
}
