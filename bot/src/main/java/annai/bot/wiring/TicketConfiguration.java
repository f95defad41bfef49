package annai.bot.wiring;

import annai.bot.desk.BuiltInTicketSystem;
import annai.bot.outbox.SharedRequestPace;
import annai.bot.outbox.TicketPace;
import annai.bot.runtime.Outside;
import annai.bot.runtime.ProviderProbe;
import annai.bot.store.Database;
import annai.bot.store.RequestPaceStore;
import annai.bot.webhooks.Webhooks;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.jira.JiraSettings;
import annai.connectors.ticket.jira.JiraTicketSystem;
import annai.connectors.ticket.redmine.RedmineSettings;
import annai.connectors.ticket.redmine.RedmineTicketSystem;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ticket system that the settings name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TicketProperties.class)
class TicketConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(TicketConfiguration.class);

  @Bean
  TicketSystem ticketSystem(
      TicketProperties properties, TicketPace pace, Database database, InstantSource clock) {
    return switch (TicketSystemChoice.of(properties.system())) {
      case BUILT_IN -> new BuiltInTicketSystem(database, clock);
      case JIRA -> new JiraTicketSystem(JiraSettings.read(properties.jira()), pace, clock);
      case REDMINE ->
          new RedmineTicketSystem(RedmineSettings.read(properties.redmine()), pace, clock);
    };
  }

  @Bean
  TicketPace requestPace(Database database, InstantSource clock, TicketProperties properties) {
    return new SharedRequestPace(
        new RequestPaceStore(database),
        properties.system(),
        new SharedRequestPace.Limits(properties.pace(), properties.burst(), properties.patience()),
        clock,
        SharedRequestPace.Pause.REAL);
  }

  /** What is wrong is in the log at once; the service is there all the same. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> ticketSystemCheck(TicketSystem tickets) {
    return _ -> Thread.startVirtualThread(() -> check(tickets));
  }

  private static void check(TicketSystem tickets) {
    try {
      tickets.check();
      LOG.info("Tickets are filed in '{}'", tickets.name());
    } catch (TicketSystemException e) {
      LOG.warn("Tickets can't be filed in '{}' now: {}", tickets.name(), e.getMessage());
    }
  }

  @Bean
  Outside outside(
      ProviderProbe probe,
      TicketSystem tickets,
      Webhooks.Settings hooks,
      TicketPace pace,
      TicketProperties properties,
      LetterConfiguration.Correspondent correspondent) {
    TicketPace asked = tickets instanceof BuiltInTicketSystem ? TicketPace.UNLIMITED : pace;
    Outside outside =
        new Outside(probe, tickets, erasure(tickets), hooks, asked, properties.reconcile());
    return correspondent.post().map(outside::with).orElse(outside);
  }

  /** Only what stands in our own database can be erased by us. */
  private static Consumer<TicketRef> erasure(TicketSystem tickets) {
    return tickets instanceof BuiltInTicketSystem own ? own::erase : _ -> {};
  }
}
