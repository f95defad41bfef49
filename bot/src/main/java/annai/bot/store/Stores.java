package annai.bot.store;

/** All that one database holds. */
public record Stores(
    Database database,
    StateJson json,
    ConversationStore conversations,
    MessageStore messages,
    TimerStore timers,
    TestMailStore testMails,
    TicketStore tickets,
    TicketOutboxStore outbox,
    TicketDeadLetterStore deadLetters,
    TicketTwinStore twins,
    TicketHintStore hints,
    TicketReadingStore readings,
    DeliveryStore deliveries,
    WebhookInboxStore webhookInbox,
    WebhookDeliveryStore webhookDeliveries,
    TicketLinkStore ticketLinks,
    ReconciliationStore reconciliations,
    ProbeTryStore probeTries,
    TicketListStore ticketList,
    AgentQueueStore queue,
    HandOffWaitStore handOffWaits,
    AttachmentStore attachments,
    RatingStore ratings,
    IdentityTokenStore identityTokens,
    LetterStore letters) {

  public static Stores of(Database database) {
    StateJson json = new StateJson();
    return new Stores(
        database,
        json,
        new ConversationStore(database, json),
        new MessageStore(database),
        new TimerStore(database),
        new TestMailStore(database),
        new TicketStore(database),
        new TicketOutboxStore(database, json),
        new TicketDeadLetterStore(database),
        new TicketTwinStore(database),
        new TicketHintStore(database),
        new TicketReadingStore(database),
        new DeliveryStore(database, json),
        new WebhookInboxStore(database),
        new WebhookDeliveryStore(database),
        new TicketLinkStore(database),
        new ReconciliationStore(database),
        new ProbeTryStore(database),
        new TicketListStore(database, json),
        new AgentQueueStore(database, json),
        new HandOffWaitStore(database),
        new AttachmentStore(database),
        new RatingStore(database),
        new IdentityTokenStore(database),
        new LetterStore(database));
  }
}
