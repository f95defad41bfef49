package annai.bot.runtime;

import annai.bot.identity.SiteTokens;
import annai.bot.store.Stores;
import annai.bot.webhooks.Announcements;
import annai.bot.webhooks.Errands;
import annai.bot.webhooks.LinkSettings;
import annai.bot.webhooks.TicketLinks;
import annai.bot.webhooks.Webhooks;
import annai.knowledge.Language;
import java.time.InstantSource;

/**
 * The running whole: takes up what a former process left, and works until it is closed.
 *
 * <p>On H2 it is alone; on PostgreSQL any number of them share one database.
 */
public final class ConversationRuntime implements AutoCloseable {

  private final Conversations conversations;
  private final AgentConversations agentConversations;
  private final AgentTickets agentTickets;
  private final Attachments attachments;
  private final TestMailInbox testMails;
  private final LinkedConversations linkedConversations;
  private final TicketPull ticketPull;
  private final TicketLinks ticketLinks;
  private final TicketEntrance ticketEntrance;
  private final Webhooks webhooks;
  private final Outbox outbox;
  private final Reconciliation reconciliation;
  private final Letters letters;
  private final Workers workers;
  private final News news;
  private final PostgresNews postgresNews;
  private final boolean shared;
  private final Stores stores;
  private final Turns turns;
  private final Entry entry;
  private final InstantSource clock;

  /**
   * What thinks and speaks.
   *
   * @param defaultLanguage where the site does not know the customer's
   */
  public record Mind(
      Decider decider,
      Speaker speaker,
      Listener listener,
      Libraries libraries,
      Language defaultLanguage) {}

  public ConversationRuntime(
      Stores stores,
      Mind mind,
      Outside outside,
      TestMailInvitations invitations,
      InstantSource clock) {
    this.news = new News();
    FreshRows fresh = new FreshRows();
    Agenda agenda = new Agenda(stores.database());
    Errands errands = (task, id, when) -> agenda.now(task, id, "", when);
    Announcements announcements =
        new Announcements(stores, outside.hooks().subscriptions(), errands);
    TicketEffects ticketEffects = new TicketEffects(stores, mind.speaker(), agenda, announcements);
    Letters.Desk answered = new Letters.Desk(stores, agenda, outside.post());
    Effects effects =
        new Effects(stores, mind.speaker(), agenda, ticketEffects, invitations, answered);
    this.stores = stores;
    this.clock = clock;
    this.turns = new Turns(stores, mind.decider(), effects, announcements, news, fresh, clock);
    ProbeWorker probes =
        new ProbeWorker(
            stores, turns, ticketEffects, outside.probe(), new Completion(stores.database()));
    this.outbox = new Outbox(stores, outside, ticketEffects, agenda, clock);
    var readings = new TicketReadings(stores, outbox.opened(), ticketEffects, clock);
    this.ticketPull =
        new TicketPull(stores, outside.tickets(), readings, agenda, outbox.breaker(), clock);
    this.entry =
        new Entry(stores, mind.libraries(), mind.defaultLanguage(), outside.ticketErasure(), clock);
    this.linkedConversations =
        new LinkedConversations(
            entry, turns, stores, mind.listener(), outside.tickets(), outbox.links(), clock);
    LinkSettings linkSettings = outside.hooks().links();
    this.ticketLinks = new TicketLinks(stores, linkSettings.validity(), linkSettings.chat(), clock);
    this.ticketEntrance =
        new TicketEntrance(stores, ticketLinks, linkedConversations, entry, clock);
    LinkOffers offers =
        new LinkOffers(
            stores,
            outside.tickets(),
            ticketLinks,
            linkSettings,
            linkedConversations,
            ticketEffects,
            agenda,
            outbox.breaker(),
            clock);
    this.webhooks =
        new Webhooks(
            stores,
            outside.hooks(),
            outside.tickets(),
            new PulledNews(ticketPull, offers),
            errands,
            clock);
    this.reconciliation =
        new Reconciliation(
            stores, outside, ticketPull, readings, outbox, ticketEffects, agenda, clock);
    this.workers =
        new Workers(
            stores,
            turns,
            probes,
            outbox,
            ticketPull,
            offers,
            reconciliation,
            webhooks,
            new LetterWorker(stores, turns, mind.speaker(), outside.post()),
            clock);
    this.letters = new Letters(stores, turns, outside.post(), clock);
    agenda.wakes(workers::wake);
    this.postgresNews = new PostgresNews(stores.database(), news, workers::wake);
    this.shared = !stores.database().embedded();
    this.testMails = new TestMailInbox(stores, turns, clock);
    Views views = new Views(stores, mind.libraries(), outside.tickets());
    StepCards steps = new StepCards(stores, mind.libraries(), mind.speaker());
    this.agentConversations =
        new AgentConversations(
            new AgentTurns(turns, stores, ticketEffects, steps, answered),
            new AgentViews(stores, mind.libraries(), views, outside.post() != null),
            steps,
            stores.queue(),
            clock);
    this.agentTickets =
        new AgentTickets(stores, outside.tickets(), ticketEffects, ticketPull, clock);
    this.attachments = new Attachments(turns, stores, ticketEffects, new FileLinks(stores, clock));
    this.conversations =
        new Conversations(
            entry,
            turns,
            stores,
            mind.listener(),
            views,
            new LoginChecks(
                stores, probes, new LoginBudget(stores), outside.probe(), agenda, clock),
            news,
            fresh);
  }

  /** Who comes in by the word of the site. */
  public SignIn signIn(SiteTokens tokens) {
    return new SignIn(stores, turns, entry, ticketEntrance, tokens, clock);
  }

  /** Starts the workers; everything that is pending goes on. */
  public void start() {
    if (shared) {
      postgresNews.start();
    }
    webhooks.start();
    reconciliation.start();
    workers.start();
  }

  public Conversations conversations() {
    return conversations;
  }

  public AgentConversations agentConversations() {
    return agentConversations;
  }

  public Outbox outbox() {
    return outbox;
  }

  public Attachments attachments() {
    return attachments;
  }

  public AgentTickets agentTickets() {
    return agentTickets;
  }

  public TestMailInbox testMails() {
    return testMails;
  }

  public Reconciliation reconciliation() {
    return reconciliation;
  }

  public TicketLinks ticketLinks() {
    return ticketLinks;
  }

  public TicketEntrance ticketEntrance() {
    return ticketEntrance;
  }

  public Letters letters() {
    return letters;
  }

  public News news() {
    return news;
  }

  public Webhooks webhooks() {
    return webhooks;
  }

  public LinkedConversations linkedConversations() {
    return linkedConversations;
  }

  public TicketPull ticketPull() {
    return ticketPull;
  }

  @Override
  public void close() {
    workers.close();
    webhooks.close();
    postgresNews.close();
  }
}
