package annai.bot.web.desk;

import annai.bot.desk.AuditTrail;
import annai.bot.runtime.AgentTickets;
import annai.bot.store.Agent;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.web.ProblemException;
import annai.bot.webhooks.TicketLinks;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Links by which a customer gets from a ticket into the chat, for agents to hand on. */
@RestController
@RequestMapping("/api/v1/desk/tickets/{system}/{key}/link")
final class DeskTicketLinkController {

  private final AgentTickets tickets;
  private final TicketLinks links;
  private final AuditTrail audit;

  DeskTicketLinkController(AgentTickets tickets, TicketLinks links, AuditTrail audit) {
    this.tickets = tickets;
    this.links = links;
    this.audit = audit;
  }

  record Issued(URI url) {}

  /** A new link; those that were made before stay good. */
  @PostMapping
  ResponseEntity<Issued> issue(
      @PathVariable String system, @PathVariable String key, @AuthenticationPrincipal Agent me) {
    URI url =
        links
            .address(tickets.read(system, key).ticket().ref())
            .orElseThrow(
                () ->
                    new ProblemException(
                        HttpStatus.CONFLICT,
                        "Where customers reach the chat is not set: annai.web.url"));
    audit.note(me, Deed.ISSUED_LINK, system + "/" + key);
    return Answers.of(HttpStatus.CREATED, new Issued(url));
  }
}
