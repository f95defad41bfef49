package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.bot.store.WebhookDelivery.Attempt;
import annai.bot.store.WebhookDelivery.Status;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The webhooks that go out, with every attempt, and the subscribers that are gone. */
public final class WebhookDeliveryStore {

  private static final int MAX_REASON = 400;

  private final Database database;

  public WebhookDeliveryStore(Database database) {
    this.database = database;
  }

  public void add(WebhookDelivery delivery) {
    database
        .sql()
        .sql(
            """
            insert into webhook_deliveries
              (id, message_id, subscription, event_type, body, status, attempts, created_at,
               give_up_at)
            values (?, ?, ?, ?, ?, ?, 0, ?, ?)
            """)
        .params(
            delivery.id(),
            delivery.messageId(),
            delivery.subscription(),
            delivery.eventType(),
            delivery.body(),
            delivery.status().name(),
            utc(delivery.createdAt()),
            utc(delivery.giveUpAt()))
        .update();
  }

  public Optional<WebhookDelivery> find(String id) {
    return database
        .sql()
        .sql("select * from webhook_deliveries where id = ?")
        .param(id)
        .query(WebhookDeliveryStore::delivery)
        .optional();
  }

  /** Notes an attempt, and what became of the delivery by it. */
  public void attempted(String id, Attempt attempt, Status status, @Nullable String reason) {
    database
        .sql()
        .sql(
            """
            insert into webhook_attempts
              (delivery, attempt, attempted_at, status_code, millis, outcome)
            values (?, ?, ?, ?, ?, ?)
            """)
        .param(id)
        .param(attempt.number())
        .param(utc(attempt.at()))
        .param(attempt.statusCode())
        .param(attempt.millis())
        .param(cut(attempt.outcome()))
        .update();
    database
        .sql()
        .sql(
            """
            update webhook_deliveries set status = ?, attempts = ?, reason = ?, ended_at = ?
            where id = ?
            """)
        .param(status.name())
        .param(attempt.number())
        .param(reason == null ? null : cut(reason))
        .param(status == Status.PENDING ? null : utc(attempt.at()))
        .param(id)
        .update();
  }

  /** Gives up without another attempt. */
  public void dead(String id, String reason, Instant now) {
    database
        .sql()
        .sql(
            """
            update webhook_deliveries set status = 'DEAD', reason = ?, ended_at = ? where id = ?
            """)
        .params(cut(reason), utc(now), id)
        .update();
  }

  private static String cut(String text) {
    return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON);
  }

  /** Takes one up again that has ended; false when there is none. */
  public boolean replay(String id, Instant giveUpAt) {
    return database
            .sql()
            .sql(
                """
                update webhook_deliveries
                set status = 'PENDING', reason = null, ended_at = null, give_up_at = ?
                where id = ? and status <> 'PENDING'
                """)
            .params(utc(giveUpAt), id)
            .update()
        == 1;
  }

  /** What was given up, the newest first, at most {@code limit}. */
  public List<WebhookDelivery> dead(int limit) {
    return database
        .sql()
        .sql(
            """
            select * from webhook_deliveries where status = 'DEAD'
            order by created_at desc, id limit ?
            """)
        .param(limit)
        .query(WebhookDeliveryStore::delivery)
        .list();
  }

  /** How many were given up. */
  public long countDead() {
    return database
        .sql()
        .sql("select count(*) from webhook_deliveries where status = 'DEAD'")
        .query(Long.class)
        .single();
  }

  /** The ids of what was given up of the events since then, oldest first. */
  public List<String> deadSince(Instant since) {
    return database
        .sql()
        .sql(
            """
            select id from webhook_deliveries where status = 'DEAD' and created_at >= ?
            order by created_at, id
            """)
        .param(utc(since))
        .query((row, _) -> row.getString("id"))
        .list();
  }

  /** The ids of what was written before and still waits. */
  public List<String> pendingBefore(Instant before) {
    return database
        .sql()
        .sql("select id from webhook_deliveries where status = 'PENDING' and created_at < ?")
        .param(utc(before))
        .query((row, _) -> row.getString("id"))
        .list();
  }

  /** The newest, at most {@code limit}. */
  public List<WebhookDelivery> newest(int limit) {
    return database
        .sql()
        .sql("select * from webhook_deliveries order by created_at desc, id limit ?")
        .param(limit)
        .query(WebhookDeliveryStore::delivery)
        .list();
  }

  /** The attempts of one, oldest first. */
  public List<Attempt> attempts(String id) {
    return database
        .sql()
        .sql("select * from webhook_attempts where delivery = ? order by attempt")
        .param(id)
        .query(WebhookDeliveryStore::attempt)
        .list();
  }

  /** A subscriber wants no more at this address. */
  public void gone(String subscription, URI url, Instant now) {
    back(subscription);
    database
        .sql()
        .sql(
            """
            insert into webhook_gone (subscription, url, gone_at) values (?, ?, ?)
            on conflict do nothing
            """)
        .params(subscription, url.toString(), utc(now))
        .update();
  }

  /** Whether a subscriber wants no more at this address. */
  public boolean isGone(String subscription, URI url) {
    return database
            .sql()
            .sql("select count(*) from webhook_gone where subscription = ? and url = ?")
            .params(subscription, url.toString())
            .query(Long.class)
            .single()
        > 0;
  }

  /** A subscriber is to be told again. */
  public void back(String subscription) {
    database
        .sql()
        .sql("delete from webhook_gone where subscription = ?")
        .param(subscription)
        .update();
  }

  /** Deletes what ended and was written before; how many that is. */
  public int purge(Instant before) {
    database
        .sql()
        .sql(
            """
            delete from webhook_attempts where delivery in
              (select id from webhook_deliveries where created_at < ? and status <> 'PENDING')
            """)
        .param(utc(before))
        .update();
    return database
        .sql()
        .sql("delete from webhook_deliveries where created_at < ? and status <> 'PENDING'")
        .param(utc(before))
        .update();
  }

  private static Attempt attempt(ResultSet row, int index) throws SQLException {
    int status = row.getInt("status_code");
    Integer answered = row.wasNull() ? null : status;
    return new Attempt(
        row.getInt("attempt"),
        row.getObject("attempted_at", OffsetDateTime.class).toInstant(),
        answered,
        row.getInt("millis"),
        row.getString("outcome"));
  }

  private static WebhookDelivery delivery(ResultSet row, int index) throws SQLException {
    return new WebhookDelivery(
        row.getString("id"),
        row.getString("message_id"),
        row.getString("subscription"),
        row.getString("event_type"),
        row.getString("body"),
        Status.valueOf(row.getString("status")),
        row.getInt("attempts"),
        row.getString("reason"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("give_up_at", OffsetDateTime.class).toInstant());
  }
}
