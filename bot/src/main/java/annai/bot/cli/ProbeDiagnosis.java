package annai.bot.cli;

import annai.bot.conversation.Diagnosis;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.Verdict;

/** Who acts on a probe's result, and what it means in one sentence for the one who ran it. */
record ProbeDiagnosis(String actor, String sentence) {

  private static final String NOBODY = "nobody";

  static ProbeDiagnosis of(ProbeResult result) {
    String actor = result instanceof ProbeResult.Healthy ? NOBODY : actor(result);
    return new ProbeDiagnosis(actor, sentence(result));
  }

  private static String actor(ProbeResult result) {
    return switch (Diagnosis.of(result).whoActs()) {
      case CUSTOMER -> "customer";
      case PROVIDER -> "provider";
      case NOBODY_YET -> NOBODY;
    };
  }

  private static String sentence(ProbeResult result) {
    return switch (result) {
      case ProbeResult.Inconclusive inconclusive ->
          "This says nothing about the server. " + inconclusive.reason() + ".";
      case ProbeResult.Healthy healthy -> sentence(healthy.verdict());
      case ProbeResult.Fault fault -> sentence(fault.verdict());
    };
  }

  private static String sentence(Verdict verdict) {
    return switch (verdict) {
      case OK, PROVEN, PROVEN_WITHOUT_TLS -> "The server lets customers send, as far as was asked.";
      case DNS_NO_SUCH_HOST -> "There is no host of that name; check the name.";
      case DNS_NO_ADDRESS -> "The host name has no address.";
      case DNS_NULL_MX -> "The domain says that it takes no mail.";
      case DNS_TEMPFAIL, DNS_TIMEOUT ->
          "The name service does not answer properly; try again in a minute.";
      case TARGET_NOT_ALLOWED -> "That server may not be checked.";
      case CONNECT_REFUSED ->
          "Nothing listens on that port: the server is down, or the port is wrong.";
      case CONNECT_UNREACHABLE -> "The server can't be reached over the network.";
      case CONNECT_TIMEOUT ->
          "The server does not answer: it is down, or a firewall drops the connection.";
      case BANNER_TIMEOUT ->
          "The server takes the connection and says nothing: overloaded, or a TLS port.";
      case BANNER_TEMPFAIL ->
          "The server is too busy or in maintenance; try again in a few minutes.";
      case BANNER_REJECTED -> "The server turns this address away.";
      case NOT_SMTP -> "Another protocol speaks on that port; the port is wrong.";
      case EHLO_TIMEOUT,
          EHLO_UNSUPPORTED,
          EHLO_REJECTED,
          PROTOCOL_ERROR,
          PROTOCOL_LINE_TOO_LONG,
          PROTOCOL_REPLY_TOO_LONG,
          CONNECTION_RESET,
          CONNECTION_CLOSED ->
          "The server, or something in front of it, does not speak proper SMTP.";
      case STARTTLS_NOT_OFFERED ->
          "The server offers no encryption; no password may be sent there.";
      case STARTTLS_STRIPPED -> "Something on the way hides the offer of encryption.";
      case STARTTLS_TEMPFAIL -> "Encryption is not available for now; try again in a minute.";
      case STARTTLS_REJECTED -> "The server offers encryption and then refuses it.";
      case PROTOCOL_INJECTION -> "Someone slipped commands in before the encryption began.";
      case TLS_TIMEOUT, TLS_HANDSHAKE_FAILED -> "The encryption could not be set up.";
      case TLS_VERSION_TOO_OLD -> "The server speaks only TLS 1.0 or 1.1, which is too old.";
      case TLS_CERT_EXPIRED -> "The server's certificate has expired.";
      case TLS_CERT_NOT_YET_VALID -> "The server's certificate is not valid yet.";
      case TLS_CERT_HOSTNAME -> "The server's certificate is for another name.";
      case TLS_CERT_UNTRUSTED -> "The server's certificate comes from nobody who is trusted.";
      case AUTH_NOT_OFFERED, AUTH_NO_USABLE_MECHANISM ->
          "The server offers no login that can be used; on port 25 that is as it should be.";
      case AUTH_REJECTED -> "The user name (the full mail address?) or the password is wrong.";
      case AUTH_DISABLED_FOR_ACCOUNT ->
          "The account is locked, or sending is not switched on for it.";
      case AUTH_MECHANISM_TOO_WEAK -> "The server wants an app password or a stronger login.";
      case AUTH_PASSWORD_TRANSITION -> "The password has to be set anew first.";
      case AUTH_TEMPFAIL, AUTH_TIMEOUT ->
          "The login service is disturbed, and the password may be right; try again in a few minutes.";
      case AUTH_RATE_LIMITED ->
          "Too many logins failed; wait half an hour and stop the old device.";
      case ENCRYPTION_REQUIRED -> "Encryption has to be switched on in the mail client.";
      case AUTH_REQUIRED ->
          "The server wants a login: authentication is not switched on in the mail client.";
      case RELAY_DENIED ->
          "Without a login the server takes no mail for others: these are the old settings.";
      case SENDER_NOT_OWNED ->
          "The sender's address does not belong to the account that logged in.";
      case SENDER_REFUSED -> "The server refuses this sender.";
      case MAIL_TEMPFAIL, MAIL_TIMEOUT, RCPT_TEMPFAIL, RCPT_TIMEOUT, DATA_TEMPFAIL ->
          "The server can't take the mail for now; try again later.";
      case RCPT_REJECTED -> "The recipient does not exist or is refused; sending itself works.";
      case RCPT_GREYLISTED -> "The server asks to come back in a few minutes, which is normal.";
      case DATA_REJECTED -> "The server refuses this mail: too big, or taken for spam.";
      case DATA_TIMEOUT -> "Whether the mail was sent is unknown; look whether it arrived.";
      case OLD_SETTINGS -> "The mail came without a login: these are the old settings.";
      case WRONG_ACCOUNT -> "The mail came from somebody else's account.";
      case UNPROVEN -> "The mail proves nothing.";
      case NOTHING_RECEIVED -> "No mail arrived in time.";
    };
  }
}
