package annai.connectors.ticket.jira;

import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystemContract;
import annai.connectors.ticket.jira.fake.FakeJira;
import java.net.URI;
import java.util.List;

/** What every ticket system keeps to, kept by Jira. */
interface JiraContract extends TicketSystemContract {

  FakeJira jira();

  @Override
  default List<String> attachments(TicketRef ref) {
    return jira().files(ref.key());
  }

  @Override
  default List<URI> links(TicketRef ref) {
    return jira().remoteLinks(ref.key());
  }
}
