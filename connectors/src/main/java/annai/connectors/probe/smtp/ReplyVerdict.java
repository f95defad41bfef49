package annai.connectors.probe.smtp;

import annai.connectors.probe.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a negative reply comes to, by the stage it came in, its code, its enhanced code and its
 * words.
 *
 * <p>Servers differ for one and the same fault, so no single one of these decides, and an enhanced
 * code is never needed (RFC 4954 section 6, RFC 6409 section 6, RFC 3463; replies of Postfix, Exim,
 * OpenSMTPD, Sendmail, qmail, Exchange and Gmail).
 */
final class ReplyVerdict {

  private static final List<String> TOO_MANY =
      List.of(
          "too many", "rate limit", "rate-limit", "ratelimit", "temporarily blocked", "throttl");
  private static final List<String> LOCKED =
      List.of(
          "disabled",
          "locked",
          "suspended",
          "deactivated",
          "inactive",
          "not enabled",
          "account expired",
          "via your web browser",
          "with your web browser");
  private static final List<String> NEEDS_LOGIN =
      List.of(
          "authentication required",
          "authentication is required",
          "authenticat",
          "not logged in",
          "must log in",
          "must login",
          "log in first",
          "login required",
          "smtp auth",
          "smtp-auth",
          "auth first",
          "auth required",
          "pop before",
          "check for new mail");
  private static final List<String> RELAYING =
      List.of(
          "relay",
          "allowed rcpthosts",
          "not in my list",
          "non-accepted domain",
          "not a local domain",
          "not local");
  private static final List<String> NOT_OWNED =
      List.of(
          "not owned",
          "send as",
          "sendas",
          "does not belong",
          "not belong to",
          "not allowed to use",
          "not permitted to use",
          "does not match",
          "doesn't match",
          "not match the authenticated");
  private static final List<String> GREYLISTED = List.of("greylist", "graylist", "grey-list");
  private static final List<String> BLOCKED =
      List.of("blocked using", "blacklist", "blocklist", "block list", "spamhaus", "rbl");

  private ReplyVerdict() {}

  static Verdict ofBanner(Reply reply) {
    return switch (reply.kind()) {
      case 4 -> Verdict.BANNER_TEMPFAIL;
      case 5 -> Verdict.BANNER_REJECTED;
      default -> Verdict.PROTOCOL_ERROR;
    };
  }

  static Verdict ofEhlo(Reply reply) {
    return switch (reply.code()) {
      case 500, 502, 504 -> Verdict.EHLO_UNSUPPORTED;
      default -> reply.kind() >= 4 ? Verdict.EHLO_REJECTED : Verdict.PROTOCOL_ERROR;
    };
  }

  static Verdict ofStartTls(Reply reply) {
    return switch (reply.kind()) {
      case 4 -> Verdict.STARTTLS_TEMPFAIL;
      case 5 -> Verdict.STARTTLS_REJECTED;
      default -> Verdict.PROTOCOL_ERROR;
    };
  }

  static Verdict ofAuth(Reply reply) {
    String words = reply.words();
    if (reply.kind() < 4) {
      return Verdict.PROTOCOL_ERROR;
    }
    Verdict known = ofAuthEnhanced(reply.enhanced(), words);
    if (known != null) {
      return known;
    }
    if (has(words, TOO_MANY)) {
      return Verdict.AUTH_RATE_LIMITED;
    }
    return switch (reply.code()) {
      case 432 -> Verdict.AUTH_PASSWORD_TRANSITION;
      case 534 -> Verdict.AUTH_MECHANISM_TOO_WEAK;
      case 538 -> Verdict.ENCRYPTION_REQUIRED;
      case 530 -> words.contains("starttls") ? Verdict.ENCRYPTION_REQUIRED : Verdict.AUTH_REJECTED;
      case 525 -> Verdict.AUTH_DISABLED_FOR_ACCOUNT;
      case 502, 503 -> Verdict.AUTH_NOT_OFFERED;
      case 504 -> Verdict.AUTH_NO_USABLE_MECHANISM;
      case 500, 501 -> Verdict.PROTOCOL_ERROR;
      case 421 ->
          reply.enhanced().equals("4.7.0") ? Verdict.AUTH_RATE_LIMITED : Verdict.AUTH_TEMPFAIL;
      case 450 ->
          reply.enhanced().equals("4.7.1") ? Verdict.AUTH_RATE_LIMITED : Verdict.AUTH_TEMPFAIL;
      default -> {
        if (reply.kind() == 4) {
          yield Verdict.AUTH_TEMPFAIL;
        }
        yield has(words, LOCKED) ? Verdict.AUTH_DISABLED_FOR_ACCOUNT : Verdict.AUTH_REJECTED;
      }
    };
  }

  private static @Nullable Verdict ofAuthEnhanced(String enhanced, String words) {
    return switch (enhanced) {
      case "4.7.12", "5.7.12" -> Verdict.AUTH_PASSWORD_TRANSITION;
      case "5.7.9" -> Verdict.AUTH_MECHANISM_TOO_WEAK;
      case "5.7.11" -> Verdict.ENCRYPTION_REQUIRED;
      case "5.7.13", "5.7.14" -> Verdict.AUTH_DISABLED_FOR_ACCOUNT;
      case "5.7.139" ->
          words.contains("credentials were incorrect")
              ? Verdict.AUTH_REJECTED
              : Verdict.AUTH_DISABLED_FOR_ACCOUNT;
      default -> null;
    };
  }

  static Verdict ofMail(Reply reply, boolean loggedIn) {
    String words = reply.words();
    if (reply.kind() < 4) {
      return Verdict.PROTOCOL_ERROR;
    }
    if (reply.code() == 530 && words.contains("starttls")) {
      return Verdict.ENCRYPTION_REQUIRED;
    }
    if (has(words, NOT_OWNED)) {
      return Verdict.SENDER_NOT_OWNED;
    }
    if (asksForLogin(reply, loggedIn)) {
      return Verdict.AUTH_REQUIRED;
    }
    if (reply.kind() == 4) {
      return Verdict.MAIL_TEMPFAIL;
    }
    return loggedIn && reply.code() == 553 && reply.enhanced().equals("5.7.1")
        ? Verdict.SENDER_NOT_OWNED
        : Verdict.SENDER_REFUSED;
  }

  static Verdict ofRcpt(Reply reply, boolean loggedIn) {
    String words = reply.words();
    if (reply.kind() < 4) {
      return Verdict.PROTOCOL_ERROR;
    }
    if (words.contains("sender address rejected") || has(words, NOT_OWNED)) {
      return ofMail(reply, loggedIn);
    }
    if (reply.enhanced().equals("5.7.54") || has(words, RELAYING)) {
      return Verdict.RELAY_DENIED;
    }
    if (reply.kind() == 4) {
      return isGreylisting(reply) ? Verdict.RCPT_GREYLISTED : Verdict.RCPT_TEMPFAIL;
    }
    return asksForLogin(reply, loggedIn) ? Verdict.AUTH_REQUIRED : Verdict.RCPT_REJECTED;
  }

  static Verdict ofData(Reply reply) {
    return switch (reply.kind()) {
      case 4 -> Verdict.DATA_TEMPFAIL;
      case 5 -> Verdict.DATA_REJECTED;
      default -> Verdict.PROTOCOL_ERROR;
    };
  }

  private static boolean asksForLogin(Reply reply, boolean loggedIn) {
    if (reply.code() == 530) {
      return true;
    }
    if (loggedIn || reply.kind() != 5 || has(reply.words(), BLOCKED)) {
      return false;
    }
    return switch (reply.code() + " " + reply.enhanced()) {
      case "550 5.7.0", "553 5.7.1", "554 5.7.1", "554 5.7.0", "550 5.7.3" -> true;
      default -> has(reply.words(), NEEDS_LOGIN);
    };
  }

  private static boolean isGreylisting(Reply reply) {
    return switch (reply.code()) {
      case 421, 450, 451 -> reply.enhanced().equals("4.7.1") || has(reply.words(), GREYLISTED);
      default -> false;
    };
  }

  private static boolean has(String words, List<String> any) {
    return any.stream().anyMatch(words::contains);
  }
}
