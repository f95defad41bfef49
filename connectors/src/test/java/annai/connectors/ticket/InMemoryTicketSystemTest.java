package annai.connectors.ticket;

class InMemoryTicketSystemTest implements TicketSystemContract {

  private final TicketSystem system = new InMemoryTicketSystem();

  @Override
  public TicketSystem system() {
    return system;
  }
}
