package annai.bot.runtime;

import annai.bot.store.AttachmentStore;
import annai.bot.store.StoredTicket;
import annai.bot.store.TicketCommand;
import annai.bot.store.TicketCommand.Order;
import annai.bot.store.TicketStore;
import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystem.Audience;
import annai.connectors.ticket.TicketSystem.Capability;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.util.List;

/** The commands of the outbox as calls of the ticket system; whatever goes wrong has a kind. */
final class TicketCalls {

  private final TicketSystem system;
  private final TicketStore tickets;
  private final AttachmentStore attachments;

  TicketCalls(TicketSystem system, TicketStore tickets, AttachmentStore attachments) {
    this.system = system;
    this.tickets = tickets;
    this.attachments = attachments;
  }

  TicketRef tell(TicketCommand command) {
    try {
      return call(command);
    } catch (TicketSystemException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unforeseen(command, e);
    }
  }

  /** The tickets that an opening led to, oldest first. */
  List<TicketRef> find(TicketCommand command) {
    try {
      return system.find(command.ticketKey());
    } catch (TicketSystemException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unforeseen(command, e);
    }
  }

  /** A defect on our side; the call may have got through before it. */
  private static TicketSystemException unforeseen(TicketCommand command, RuntimeException e) {
    return new TicketSystemException(
        Kind.UNCERTAIN,
        "The call for ticket '%s' broke off: %s"
            .formatted(command.ticketKey(), e.getClass().getSimpleName()),
        null,
        e);
  }

  private TicketRef call(TicketCommand command) {
    if (command.order() instanceof Order.Open open) {
      return system.open(open.draft());
    }
    TicketRef ref =
        tickets
            .find(command.ticketKey())
            .map(StoredTicket::ref)
            .orElseThrow(
                () ->
                    new TicketSystemException(
                        Kind.NOT_FOUND,
                        "Ticket '%s' was never opened".formatted(command.ticketKey())));
    switch (command.order()) {
      case Order.Open _ -> throw new IllegalStateException("opened above");
      case Order.Comment comment ->
          system.comment(ref, command.key(), comment.text(), audience(comment));
      case Order.Close close -> system.close(ref, command.key(), close.resolution());
      case Order.Reopen reopen -> system.reopen(ref, command.key(), reopen.reason());
      case Order.Link link -> system.link(ref, link.page(), link.title());
      case Order.Attach attach -> attach(ref, attach);
    }
    return ref;
  }

  /** Nothing where the system takes no files, or the customer had the conversation erased. */
  private void attach(TicketRef ref, Order.Attach attach) {
    if (system.capabilities().contains(Capability.ATTACHMENTS)) {
      attachments
          .find(attach.file())
          .map(
              file ->
                  new Attachment(
                      file.name(), file.kind().mediaType(), attachments.content(file.id())))
          .ifPresent(file -> system.attach(ref, file));
    }
  }

  private Audience audience(Order.Comment comment) {
    return system.capabilities().contains(Capability.INTERNAL_COMMENTS)
        ? comment.audience()
        : Audience.PUBLIC;
  }
}
