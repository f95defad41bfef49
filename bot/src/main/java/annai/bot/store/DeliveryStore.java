package annai.bot.store;

import annai.bot.conversation.Event;
import java.util.List;

/** What is still to happen to conversations: for each in the order in which it was added. */
public final class DeliveryStore {

  private final Database database;
  private final StateJson json;

  public DeliveryStore(Database database, StateJson json) {
    this.database = database;
    this.json = json;
  }

  public void add(String conversation, Event event) {
    database
        .sql()
        .sql("insert into deliveries (conversation, event) values (?, ?)")
        .params(conversation, json.ofEvent(event))
        .update();
  }

  /** Whether something is still to happen to a conversation. */
  public boolean waits(String conversation) {
    return database
            .sql()
            .sql("select count(*) from deliveries where conversation = ?")
            .param(conversation)
            .query(Long.class)
            .single()
        > 0;
  }

  /** Takes all of a conversation, whose row must be locked by this transaction. */
  public List<Event> take(String conversation) {
    List<Delivery> waiting =
        database
            .sql()
            .sql("select id, event from deliveries where conversation = ? order by id")
            .param(conversation)
            .query((row, _) -> new Delivery(row.getLong("id"), row.getString("event")))
            .list();
    for (Delivery delivery : waiting) {
      database.sql().sql("delete from deliveries where id = ?").param(delivery.id()).update();
    }
    return waiting.stream().map(Delivery::event).map(json::toEvent).toList();
  }

  private record Delivery(long id, String event) {}
}
