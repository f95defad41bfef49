package annai.connectors.ticket;

import java.net.URI;
import java.util.List;

class InMemoryTicketSystemTest implements TicketSystemContract {

  private final InMemoryTicketSystem system = new InMemoryTicketSystem();

  @Override
  public TicketSystem system() {
    return system;
  }

  @Override
  public List<String> attachments(TicketRef ref) {
    return system.attachments(ref).stream().map(Attachment::name).toList();
  }

  @Override
  public List<URI> links(TicketRef ref) {
    return List.copyOf(system.links(ref).keySet());
  }
}
