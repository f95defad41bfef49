package annai.connectors.probe.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.Verdict;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyVerdictTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6                     | AUTH_REJECTED
          535 Incorrect authentication data                                        | AUTH_REJECTED
          535 5.7.3 Authentication unsuccessful                                    | AUTH_REJECTED
          535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant | AUTH_DISABLED_FOR_ACCOUNT
          535 5.7.139 Authentication unsuccessful, the user credentials were incorrect | AUTH_REJECTED
          535 5.7.8 Your account has been suspended                                | AUTH_DISABLED_FOR_ACCOUNT
          525 5.7.13 User account disabled                                         | AUTH_DISABLED_FOR_ACCOUNT
          534 5.7.9 Application-specific password required                         | AUTH_MECHANISM_TOO_WEAK
          534 5.7.14 Please log in via your web browser                            | AUTH_DISABLED_FOR_ACCOUNT
          432 4.7.12 A password transition is needed                               | AUTH_PASSWORD_TRANSITION
          538 5.7.11 Encryption required for requested authentication mechanism    | ENCRYPTION_REQUIRED
          530 5.7.0 Must issue a STARTTLS command first                            | ENCRYPTION_REQUIRED
          454 4.7.0 Temporary authentication failure                               | AUTH_TEMPFAIL
          454 4.7.0 Too many login attempts, please try again later                | AUTH_RATE_LIMITED
          421 4.7.0 Too many failed logins                                         | AUTH_RATE_LIMITED
          450 4.7.1 Error: too much mail                                           | AUTH_RATE_LIMITED
          421 4.3.2 Shutting down                                                  | AUTH_TEMPFAIL
          504 5.5.4 Unrecognized authentication type                               | AUTH_NO_USABLE_MECHANISM
          503 5.5.1 Error: authentication not enabled                              | AUTH_NOT_OFFERED
          500 5.5.6 Line too long                                                  | PROTOCOL_ERROR
          535 4.7.12 The class contradicts the code                                | AUTH_REJECTED
          250 Ok                                                                   | PROTOCOL_ERROR
          """)
  void reply_toAuth(String reply, Verdict verdict) {
    assertThat(ReplyVerdict.ofAuth(parse(reply))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          530 5.7.0 Authentication required                                        | AUTH_REQUIRED    | AUTH_REQUIRED
          530 5.7.0 Must issue a STARTTLS command first                            | ENCRYPTION_REQUIRED | ENCRYPTION_REQUIRED
          550 5.7.0 Not allowed                                                    | AUTH_REQUIRED    | SENDER_REFUSED
          554 5.7.1 <a@b>: Sender address rejected: Access denied                  | AUTH_REQUIRED    | SENDER_REFUSED
          553 5.7.1 <a@b>: Sender address rejected: not logged in                  | AUTH_REQUIRED    | SENDER_NOT_OWNED
          553 5.7.1 <a@b>: Sender address rejected: not owned by user x            | SENDER_NOT_OWNED | SENDER_NOT_OWNED
          550 5.7.60 Client does not have permissions to send as this sender       | SENDER_NOT_OWNED | SENDER_NOT_OWNED
          550 5.7.1 Zugriff verweigert                                             | SENDER_REFUSED   | SENDER_REFUSED
          550 You must authenticate first                                          | AUTH_REQUIRED    | SENDER_REFUSED
          552 5.3.4 Message too big                                                | SENDER_REFUSED   | SENDER_REFUSED
          451 4.3.0 Later                                                          | MAIL_TEMPFAIL    | MAIL_TEMPFAIL
          """)
  void reply_toMail(String reply, Verdict withoutLogin, Verdict withLogin) {
    assertThat(ReplyVerdict.ofMail(parse(reply), false)).isEqualTo(withoutLogin);
    assertThat(ReplyVerdict.ofMail(parse(reply), true)).isEqualTo(withLogin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          554 5.7.1 <x@y>: Relay access denied                                     | RELAY_DENIED     | RELAY_DENIED
          454 4.7.1 <x@y>: Relay access denied                                     | RELAY_DENIED     | RELAY_DENIED
          550 5.7.1 Unable to relay                                                | RELAY_DENIED     | RELAY_DENIED
          550 5.7.54 SMTP; not here                                                | RELAY_DENIED     | RELAY_DENIED
          550 relay not permitted                                                  | RELAY_DENIED     | RELAY_DENIED
          553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)    | RELAY_DENIED     | RELAY_DENIED
          554 5.7.1 <x@y>: Recipient address rejected: Access denied               | AUTH_REQUIRED    | RCPT_REJECTED
          530 5.5.1 Invalid command: Must issue an AUTH command first              | AUTH_REQUIRED    | AUTH_REQUIRED
          550 5.7.0 Authentication needed                                          | AUTH_REQUIRED    | RCPT_REJECTED
          553 5.7.1 <a@b>: Sender address rejected: not owned by user x            | SENDER_NOT_OWNED | SENDER_NOT_OWNED
          550 5.1.1 <x@y>: Recipient address rejected: User unknown                | RCPT_REJECTED    | RCPT_REJECTED
          554 5.7.1 Service unavailable; Client host blocked using zen.example     | RCPT_REJECTED    | RCPT_REJECTED
          550 5.1.10 Null MX                                                       | RCPT_REJECTED    | RCPT_REJECTED
          451 4.7.1 Greylisted                                                     | RCPT_GREYLISTED  | RCPT_GREYLISTED
          450 4.2.0 Greylisting in action                                          | RCPT_GREYLISTED  | RCPT_GREYLISTED
          421 4.7.1 Come back later                                                | RCPT_GREYLISTED  | RCPT_GREYLISTED
          452 4.2.2 Mailbox full                                                   | RCPT_TEMPFAIL    | RCPT_TEMPFAIL
          """)
  void reply_toRcpt(String reply, Verdict withoutLogin, Verdict withLogin) {
    assertThat(ReplyVerdict.ofRcpt(parse(reply), false)).isEqualTo(withoutLogin);
    assertThat(ReplyVerdict.ofRcpt(parse(reply), true)).isEqualTo(withLogin);
  }

  private static Reply parse(String line) {
    return new Reply(
        Integer.parseInt(line.substring(0, 3)), List.of(line.substring(4)), false, false);
  }
}
