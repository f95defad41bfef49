package annai.connectors.mailout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import annai.connectors.mailout.MailOutSettings.Login;
import annai.connectors.mailout.MailOutSettings.Security;
import annai.connectors.probe.smtp.TestCertificates;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpMailOutTest {

  private static final String LONG = "あ".repeat(2_000);

  private static MailOutSettings settings(MailSink sink, Security security) {
    return new MailOutSettings(
        "localhost", sink.port(), security, null, "help@provider.example", null);
  }

  private static OutgoingMail mail(String to, String subject, String text) {
    return new OutgoingMail(
        "letter-1",
        Instant.parse("2026-11-24T09:00:00Z"),
        to,
        subject,
        text,
        "ja",
        URI.create("https://help.example.net/letters/abc"));
  }

  private static Handover sent(MailSink sink, OutgoingMail mail) {
    return new SmtpMailOut(settings(sink, Security.NONE), "500").send(mail);
  }

  @Test
  void send_japanese_arrivesAsItWasWritten() throws Exception {
    try (MailSink sink = MailSink.start()) {
      String text = "佐藤:\n設定を見直してください。\n.\n" + LONG;

      Handover handover =
          sent(sink, mail("taro@mediacat.example", "[MAIL-7] 担当者からの返信（メディアキャット）とても長い件名", text));

      assertThat(handover).isEqualTo(new Handover.Taken());
      String raw = sink.taken().getFirst();
      assertThat(raw.lines()).allMatch(line -> line.length() <= 78);
      MimeMessage read =
          new MimeMessage(
              Session.getInstance(new Properties()),
              new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
      assertThat(read.getSubject()).isEqualTo("[MAIL-7] 担当者からの返信（メディアキャット）とても長い件名");
      assertThat(String.valueOf(read.getContent()).replace("\r\n", "\n")).isEqualTo(text);
      assertThat(read.getMessageID()).isEqualTo("<letter-1@provider.example>");
      assertThat(read.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(read.getHeader("List-Unsubscribe"))
          .containsExactly("<https://help.example.net/letters/abc>");
      assertThat(read.getContentType()).isEqualTo("text/plain; charset=UTF-8");
      assertThat(sink.commands())
          .contains("MAIL FROM:<help@provider.example>", "RCPT TO:<taro@mediacat.example>");
    }
  }

  @Test
  void send_subjectWithLineBreaks_addsNoHeader() throws Exception {
    try (MailSink sink = MailSink.start()) {
      sent(sink, mail("a@b.example", "Hello\r\nBcc: evil@x.example\r\n\r\nbody", "text"));

      String head = sink.taken().getFirst().split("\r\n\r\n", 2)[0];
      assertThat(head.lines()).noneMatch(line -> line.startsWith("Bcc"));
      assertThat(head).contains("Subject: Hello Bcc: evil@x.example body");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.example\r\nRCPT TO:<evil@x.example>",
        "a@b.example, evil@x.example",
        "Evil <evil@x.example>",
        "group: a@b.example;",
        "日本@b.example",
        "nobody",
        ""
      })
  void send_toWhatIsNoAddress_isRefusedBeforeTheServerIsAsked(String to) throws Exception {
    try (MailSink sink = MailSink.start()) {
      assertThat(sent(sink, mail(to, "Hello", "text"))).isInstanceOf(Handover.Refused.class);
      assertThat(sink.commands()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 550 5.7.1 No such sender",
    "RCPT, 550 5.1.1 No such mailbox",
    "DATA, 554 5.7.1 Not from you",
    "., 552 5.2.2 Full"
  })
  void send_fivehundred_isRefusedWithTheServersWords(String command, String reply)
      throws Exception {
    try (MailSink sink = MailSink.start()) {
      sink.reply(command, reply);

      Handover handover = sent(sink, mail("a@b.example", "Hello", "text"));

      assertThat(handover).isInstanceOf(Handover.Refused.class);
      Handover.Refused refused = (Handover.Refused) handover;
      assertThat(reply).startsWith(Integer.toString(refused.code()));
      assertThat(refused.reply()).contains(reply.substring(4)).doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EHLO, silence",
    "MAIL, 421 4.3.2 Going down",
    "RCPT, 451 4.7.1 Greylisted",
    "RCPT, silence",
    "., 452 4.3.1 Disk full",
    "., silence"
  })
  void send_fourhundredOrSilence_isForLater(String command, String reply) throws Exception {
    try (MailSink sink = MailSink.start()) {
      sink.reply(command, reply);

      assertThat(sent(sink, mail("a@b.example", "Hello", "text")))
          .isInstanceOf(Handover.Later.class);
      assertThat(sent(sink, mail("a@b.example", "Hello", "text"))).isEqualTo(new Handover.Taken());
    }
  }

  @Test
  void send_nobodyThere_isForLater() throws Exception {
    MailSink sink = MailSink.start();
    sink.close();

    assertThat(sent(sink, mail("a@b.example", "Hello", "text"))).isInstanceOf(Handover.Later.class);
  }

  @Test
  void send_tlsWantedAndNotOffered_tellsNothing() throws Exception {
    try (MailSink sink = MailSink.start()) {
      MailOutSettings settings =
          new MailOutSettings(
              "localhost",
              sink.port(),
              Security.STARTTLS,
              new Login("annai", "kanaria"),
              "help@provider.example",
              null);

      Handover handover = new SmtpMailOut(settings).send(mail("a@b.example", "Hello", "text"));

      assertThat(handover).isInstanceOf(Handover.Later.class);
      assertThat(sink.commands())
          .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }
  }

  @Test
  void send_withTlsAndLogin_tellsBothInSecretOnly() throws Exception {
    TestCertificates authority = new TestCertificates();
    try (MailSink sink = MailSink.start(authority.serverContext("localhost"))) {
      MailOutSettings settings =
          new MailOutSettings(
              "localhost",
              sink.port(),
              Security.STARTTLS,
              new Login("annai", "kanaria"),
              "help@provider.example",
              authority.trustStore());

      Handover handover = new SmtpMailOut(settings).send(mail("a@b.example", "Hello", "text"));

      assertThat(handover).isEqualTo(new Handover.Taken());
      assertThat(sink.commands()).element(1).isEqualTo("STARTTLS");
      assertThat(sink.commands()).anyMatch(line -> line.startsWith("AUTH PLAIN"));
    }
  }

  @Test
  void send_certificateOfAnother_tellsNothing() throws Exception {
    TestCertificates authority = new TestCertificates();
    try (MailSink sink = MailSink.start(authority.serverContext("other.example"))) {
      MailOutSettings settings =
          new MailOutSettings(
              "localhost",
              sink.port(),
              Security.STARTTLS,
              null,
              "help@provider.example",
              authority.trustStore());

      assertThat(new SmtpMailOut(settings).send(mail("a@b.example", "Hello", "text")))
          .isInstanceOf(Handover.Later.class);
      assertThat(sink.taken()).isEmpty();
    }
  }

  @Test
  void construct_senderThatIsNoAddress_isRefused() throws Exception {
    try (MailSink sink = MailSink.start()) {
      MailOutSettings settings =
          new MailOutSettings("localhost", sink.port(), Security.NONE, null, "help", null);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SmtpMailOut(settings))
          .withMessageContaining("'help'");
    }
  }
}
