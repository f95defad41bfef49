package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.bot.store.ReceivedWebhook.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The webhooks that came in, each once. */
public final class WebhookInboxStore {

  private static final int MAX_REASON = 1_000;

  private final Database database;

  public WebhookInboxStore(Database database) {
    this.database = database;
  }

  /**
   * Stores one; false, and nothing stored, when its delivery id or its body is there already.
   *
   * @param bodyHash null when the delivery id alone tells
   */
  public boolean add(ReceivedWebhook webhook, @Nullable String bodyHash, byte[] body) {
    return database
            .sql()
            .sql(
                """
                insert into webhook_inbox
                  (id, system_name, delivery_id, body_hash, body, status, received_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
            .param(webhook.id())
            .param(webhook.system())
            .param(webhook.deliveryId())
            .param(bodyHash)
            .param(body)
            .param(webhook.status().name())
            .param(utc(webhook.receivedAt()))
            .update()
        == 1;
  }

  public Optional<ReceivedWebhook> find(String id) {
    return database
        .sql()
        .sql("select * from webhook_inbox where id = ?")
        .param(id)
        .query(WebhookInboxStore::webhook)
        .optional();
  }

  /** The bytes as they came; empty when they are no longer kept. */
  public Optional<byte[]> body(String id) {
    return database
        .sql()
        .sql("select body from webhook_inbox where id = ? and body is not null")
        .param(id)
        .query((row, _) -> row.getBytes("body"))
        .optional();
  }

  /** Ends one; only the body of what failed is kept. */
  public void end(String id, Status status, @Nullable String reason, Instant now) {
    database
        .sql()
        .sql(
            """
            update webhook_inbox set status = :status, reason = :reason, ended_at = :now,
              body = case when :failed then body end
            where id = :id
            """)
        .param("status", status.name())
        .param("reason", cut(reason))
        .param("now", utc(now))
        .param("failed", status == Status.FAILED)
        .param("id", id)
        .update();
  }

  private static @Nullable String cut(@Nullable String reason) {
    return reason == null || reason.length() <= MAX_REASON
        ? reason
        : reason.substring(0, MAX_REASON);
  }

  /** The newest, at most {@code limit}. */
  public List<ReceivedWebhook> newest(int limit) {
    return database
        .sql()
        .sql("select * from webhook_inbox order by received_at desc, id limit ?")
        .param(limit)
        .query(WebhookInboxStore::webhook)
        .list();
  }

  /** What could not be read or followed up, the newest first, at most {@code limit}. */
  public List<ReceivedWebhook> failed(int limit) {
    return database
        .sql()
        .sql(
            """
            select * from webhook_inbox where status = 'FAILED'
            order by received_at desc, id limit ?
            """)
        .param(limit)
        .query(WebhookInboxStore::webhook)
        .list();
  }

  /** How many could not be read or followed up. */
  public long countFailed() {
    return database
        .sql()
        .sql("select count(*) from webhook_inbox where status = 'FAILED'")
        .query(Long.class)
        .single();
  }

  /** Takes one up again that failed; false when there is none. */
  public boolean replay(String id) {
    return database
            .sql()
            .sql(
                """
                update webhook_inbox set status = 'PENDING', reason = null, ended_at = null
                where id = ? and status = 'FAILED' and body is not null
                """)
            .param(id)
            .update()
        == 1;
  }

  /** The ids of what came before and still waits. */
  public List<String> pendingBefore(Instant before) {
    return database
        .sql()
        .sql("select id from webhook_inbox where status = 'PENDING' and received_at < ?")
        .param(utc(before))
        .query((row, _) -> row.getString("id"))
        .list();
  }

  /** Deletes what came before and does not wait; how many that is. */
  public int purge(Instant before) {
    return database
        .sql()
        .sql("delete from webhook_inbox where received_at < ? and status <> 'PENDING'")
        .param(utc(before))
        .update();
  }

  private static ReceivedWebhook webhook(ResultSet row, int index) throws SQLException {
    return new ReceivedWebhook(
        row.getString("id"),
        row.getString("system_name"),
        row.getString("delivery_id"),
        Status.valueOf(row.getString("status")),
        row.getString("reason"),
        row.getObject("received_at", OffsetDateTime.class).toInstant());
  }
}
