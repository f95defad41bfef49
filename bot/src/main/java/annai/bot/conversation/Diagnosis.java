package annai.bot.conversation;

import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.Stage;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import annai.connectors.ticket.TicketDraft.Priority;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of evidence means: who has to act.
 *
 * @param wordingKey what happened, what to do now and who acts, for the customer
 * @param priority of the ticket it asks for: P1 and P2 are incidents of a server, P3 needs staff
 *     for one customer; null when none is needed or the customer acts
 */
public record Diagnosis(WhoActs whoActs, String wordingKey, @Nullable Priority priority) {

  /** Whose move it is. */
  public enum WhoActs {
    CUSTOMER,
    PROVIDER,
    /** Nothing to do, or nothing yet: look again later. */
    NOBODY_YET
  }

  /** The diagnosis of a result; the same for the same verdict, whoever's server it is. */
  public static Diagnosis of(ProbeResult result) {
    return switch (result) {
      case ProbeResult.Healthy healthy when isLogin(healthy) ->
          new Diagnosis(WhoActs.CUSTOMER, "evidence.ok-login", null);
      case ProbeResult.Healthy healthy -> of(healthy.verdict());
      case ProbeResult.Fault fault -> of(fault.verdict());
      case ProbeResult.Inconclusive _ ->
          new Diagnosis(WhoActs.NOBODY_YET, "evidence.inconclusive", null);
    };
  }

  /** Whether it is a fault of the server itself, for all customers or soon all. */
  public boolean incident() {
    return priority == Priority.P1 || priority == Priority.P2;
  }

  /** Whether a staged probe got through AUTH; without it, OK says nothing about a login. */
  static boolean isLogin(ProbeResult.Healthy healthy) {
    return healthy.verdict() == Verdict.OK
        && healthy.trace().stages().stream()
            .anyMatch(done -> done.stage() == Stage.AUTH && done.state() == StageResult.State.OK);
  }

  private static Diagnosis of(Verdict verdict) {
    return switch (verdict) {
      case OK,
          PROVEN_WITHOUT_TLS,
          OLD_SETTINGS,
          WRONG_ACCOUNT,
          UNPROVEN,
          NOTHING_RECEIVED,
          AUTH_REJECTED,
          AUTH_MECHANISM_TOO_WEAK,
          AUTH_PASSWORD_TRANSITION,
          ENCRYPTION_REQUIRED,
          AUTH_REQUIRED,
          SENDER_NOT_OWNED,
          RELAY_DENIED,
          RCPT_REJECTED ->
          customer(verdict);
      case DNS_NO_SUCH_HOST,
          DNS_NO_ADDRESS,
          DNS_NULL_MX,
          CONNECT_REFUSED,
          CONNECT_UNREACHABLE,
          CONNECT_TIMEOUT,
          NOT_SMTP,
          STARTTLS_NOT_OFFERED,
          STARTTLS_STRIPPED,
          STARTTLS_REJECTED,
          PROTOCOL_INJECTION,
          TLS_TIMEOUT,
          TLS_HANDSHAKE_FAILED,
          TLS_CERT_EXPIRED,
          TLS_CERT_NOT_YET_VALID,
          TLS_CERT_HOSTNAME,
          TLS_CERT_UNTRUSTED,
          AUTH_NOT_OFFERED,
          AUTH_NO_USABLE_MECHANISM ->
          provider(verdict, Priority.P1);
      case BANNER_TIMEOUT,
          BANNER_REJECTED,
          EHLO_TIMEOUT,
          EHLO_UNSUPPORTED,
          EHLO_REJECTED,
          PROTOCOL_ERROR,
          PROTOCOL_LINE_TOO_LONG,
          PROTOCOL_REPLY_TOO_LONG,
          CONNECTION_RESET,
          CONNECTION_CLOSED,
          TLS_VERSION_TOO_OLD ->
          provider(verdict, Priority.P2);
      case AUTH_DISABLED_FOR_ACCOUNT, SENDER_REFUSED, DATA_REJECTED ->
          provider(verdict, Priority.P3);
      case DNS_TEMPFAIL, DNS_TIMEOUT -> nobodyYet(verdict, Priority.P1);
      case BANNER_TEMPFAIL, STARTTLS_TEMPFAIL -> nobodyYet(verdict, Priority.P2);
      case PROVEN,
          TARGET_NOT_ALLOWED,
          AUTH_TEMPFAIL,
          AUTH_RATE_LIMITED,
          AUTH_TIMEOUT,
          MAIL_TEMPFAIL,
          MAIL_TIMEOUT,
          RCPT_GREYLISTED,
          RCPT_TEMPFAIL,
          RCPT_TIMEOUT,
          DATA_TEMPFAIL,
          DATA_TIMEOUT ->
          nobodyYet(verdict, null);
    };
  }

  private static Diagnosis customer(Verdict verdict) {
    return new Diagnosis(WhoActs.CUSTOMER, key(verdict), null);
  }

  private static Diagnosis provider(Verdict verdict, Priority priority) {
    return new Diagnosis(WhoActs.PROVIDER, key(verdict), priority);
  }

  private static Diagnosis nobodyYet(Verdict verdict, @Nullable Priority priority) {
    return new Diagnosis(WhoActs.NOBODY_YET, key(verdict), priority);
  }

  private static String key(Verdict verdict) {
    return "evidence." + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
