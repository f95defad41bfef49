package annai.bot.web;

import annai.bot.demo.DemoAccount;
import annai.bot.demo.PretendMailClient;
import annai.bot.demo.PretendMailClient.OutgoingPort;
import annai.bot.demo.SendOutcome;
import annai.connectors.ticket.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Behind the demonstration page; in any other mode there is nothing at these addresses. */
@RestController
@RequestMapping("/demo/api")
final class DemoController {

  private static final Pattern ADDRESS =
      Pattern.compile("[\\x21-\\x7E&&[^@<>]]{1,64}@[A-Za-z0-9.-]{1,253}");

  private final CustomerAccess conversations;
  private final ObjectProvider<PretendMailClient> mailClient;
  private final ObjectProvider<DemoAccount> account;

  DemoController(
      CustomerAccess conversations,
      ObjectProvider<PretendMailClient> mailClient,
      ObjectProvider<DemoAccount> account) {
    this.conversations = conversations;
    this.mailClient = mailClient;
    this.account = account;
  }

  /** The pretend customer's mail account. */
  record Account(String mailAddress, String password) {}

  /**
   * A mail to send.
   *
   * @param port "old" or "submission"
   */
  record Mail(@Nullable String port, @Nullable Boolean authentication, @Nullable String to) {}

  /**
   * What the mail client shows.
   *
   * @param outcome sent, refused, not-offered or not-connected
   * @param command the SMTP command that was refused, or the extension that is missing
   * @param reply the server's words
   */
  record Outcome(String outcome, @Nullable String command, String reply) {
    static Outcome of(SendOutcome outcome) {
      return switch (outcome) {
        case SendOutcome.Sent(String reply) -> new Outcome("sent", null, reply);
        case SendOutcome.Refused(String command, String reply) ->
            new Outcome("refused", command, reply);
        case SendOutcome.NotOffered(String extension, String reply) ->
            new Outcome("not-offered", extension, reply);
        case SendOutcome.NotConnected(String reply) -> new Outcome("not-connected", null, reply);
      };
    }
  }

  /** The ticket as an agent sees it. */
  record ShownTicket(
      String key,
      String kind,
      String status,
      String summary,
      String description,
      @Nullable String requester,
      List<Comment> comments) {

    record Comment(Instant at, String author, String text, boolean internal) {}

    static ShownTicket of(Ticket ticket) {
      return new ShownTicket(
          ticket.ref().key(),
          ticket.kind().name().toLowerCase(Locale.ROOT),
          ticket.status().name().toLowerCase(Locale.ROOT),
          ticket.summary(),
          ticket.description(),
          ticket.requester().mailAddress(),
          ticket.comments().stream()
              .map(c -> new Comment(c.at(), c.author(), c.text(), c.internal()))
              .toList());
    }
  }

  @GetMapping("/account")
  ResponseEntity<Account> account() {
    DemoAccount demo = present(account);
    return noStore(new Account(demo.mailAddress(), demo.password()));
  }

  @PostMapping(value = "/mail", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Outcome> send(@RequestBody Mail mail) {
    PretendMailClient client = present(mailClient);
    String to = mail.to();
    if (to == null || !ADDRESS.matcher(to).matches()) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, "to: expected a mail address");
    }
    if (mail.authentication() == null) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, "authentication: expected true or false");
    }
    return noStore(Outcome.of(client.send(settings(port(mail.port()), mail.authentication()), to)));
  }

  /** 204 while there is no ticket. */
  @GetMapping("/conversations/{id}/ticket")
  ResponseEntity<ShownTicket> ticket(@PathVariable String id) {
    present(mailClient);
    return conversations
        .ticket(id)
        .map(ticket -> noStore(ShownTicket.of(ticket)))
        .orElseGet(() -> ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build());
  }

  private PretendMailClient.Settings settings(OutgoingPort port, boolean authentication) {
    DemoAccount demo = present(account);
    return new PretendMailClient.Settings(
        port, port == OutgoingPort.SUBMISSION, authentication, demo.mailAddress(), demo.password());
  }

  private static OutgoingPort port(@Nullable String name) {
    return switch (name) {
      case "old" -> OutgoingPort.OLD;
      case "submission" -> OutgoingPort.SUBMISSION;
      case null, default ->
          throw new ProblemException(
              HttpStatus.BAD_REQUEST, "port: expected 'old' or 'submission'");
    };
  }

  private static <T> T present(ObjectProvider<T> bean) {
    T present = bean.getIfAvailable();
    if (present == null) {
      throw new ProblemException(HttpStatus.NOT_FOUND, "This is no demonstration");
    }
    return present;
  }

  private static <T> ResponseEntity<T> noStore(T body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }
}
