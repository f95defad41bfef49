package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Comparisons of what is known of tickets with what their system has, and what they found. */
public final class ReconciliationStore {

  /**
   * One comparison.
   *
   * @param endedAt null while it is under way
   * @param compared tickets that were read
   * @param unreadable tickets that could not be read
   */
  public record Report(
      long id,
      Instant beganAt,
      @Nullable Instant endedAt,
      int compared,
      int unreadable,
      long findings) {}

  /**
   * Something that was not as it should have been, and was healed.
   *
   * @param ticketKey null for what concerns no single ticket
   * @param systemKey the ticket's key in its system
   * @param drift what it was, such as "closed-there"
   */
  public record Finding(
      @Nullable String ticketKey, @Nullable String systemKey, String drift, Instant at) {}

  /** Closed tickets are compared as long as their conversation was alive in the last days. */
  private static final int DAYS = 14;

  private final Database database;

  public ReconciliationStore(Database database) {
    this.database = database;
  }

  /** The comparison that is under way; begins one when none is. */
  public Report current(Instant now) {
    return underWay()
        .orElseGet(
            () -> {
              database
                  .sql()
                  .sql(
                      """
                      insert into reconciliations (began_at, compared, unreadable)
                      values (?, 0, 0)
                      """)
                  .param(utc(now))
                  .update();
              return underWay().orElseThrow();
            });
  }

  private Optional<Report> underWay() {
    return database
        .sql()
        .sql(SELECT + " where r.ended_at is null order by r.id limit 1")
        .query(ReconciliationStore::report)
        .optional();
  }

  private static final String SELECT =
      """
      select r.*, (select count(*) from reconciliation_findings f where f.reconciliation = r.id)
        as findings
      from reconciliations r
      """;

  /** Newest first. */
  public List<Report> reports(int limit) {
    return database
        .sql()
        .sql(SELECT + " order by r.id desc limit ?")
        .param(limit)
        .query(ReconciliationStore::report)
        .list();
  }

  /** In the order in which they were found. */
  public List<Finding> findings(long report, int limit) {
    return database
        .sql()
        .sql(
            """
            select * from reconciliation_findings where reconciliation = ? order by id limit ?
            """)
        .params(report, limit)
        .query(
            (row, _) ->
                new Finding(
                    row.getString("ticket_key"),
                    row.getString("system_key"),
                    row.getString("drift"),
                    row.getObject("found_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Tickets that this comparison has not met yet, those first that were not for the longest. */
  public List<StoredTicket> next(String system, Report report, int limit) {
    return database
        .sql()
        .sql(
            """
            select t.* from tickets t
            where t.system_name = ? and t.system_key is not null and t.gone_at is null
              and (t.reconciled_at is null or t.reconciled_at < ?)
              and exists (select 1 from ticket_conversations l
                join conversations c on c.id = l.conversation
                where l.ticket_key = t.ticket_key
                  and (c.state_kind <> 'closed' or c.updated_at > ?))
            order by t.reconciled_at nulls first, t.ticket_key limit ?
            """)
        .params(
            system,
            utc(report.beganAt()),
            utc(report.beganAt().minus(Duration.ofDays(DAYS))),
            limit)
        .query(TicketStore::ticket)
        .list();
  }

  /** Notes that a ticket was met, read or not. */
  public void met(Report report, String ticketKey, boolean read, Instant now) {
    database
        .sql()
        .sql("update tickets set reconciled_at = ? where ticket_key = ?")
        .params(utc(now), ticketKey)
        .update();
    String column = read ? "compared" : "unreadable";
    database
        .sql()
        .sql("update reconciliations set %s = %s + 1 where id = ?".formatted(column, column))
        .param(report.id())
        .update();
  }

  public void found(Report report, Finding finding) {
    database
        .sql()
        .sql(
            """
            insert into reconciliation_findings
              (reconciliation, ticket_key, system_key, drift, found_at)
            values (?, ?, ?, ?, ?)
            """)
        .param(report.id())
        .param(finding.ticketKey())
        .param(finding.systemKey())
        .param(finding.drift())
        .param(utc(finding.at()))
        .update();
  }

  /** Ends a comparison; reports from before an instant are dropped. */
  public void end(Report report, Instant now, Instant keepFrom) {
    database
        .sql()
        .sql("update reconciliations set ended_at = ? where id = ?")
        .params(utc(now), report.id())
        .update();
    database
        .sql()
        .sql(
            """
            delete from reconciliation_findings where reconciliation in
              (select id from reconciliations where ended_at < ?)
            """)
        .param(utc(keepFrom))
        .update();
    database
        .sql()
        .sql("delete from reconciliations where ended_at < ?")
        .param(utc(keepFrom))
        .update();
  }

  private static Report report(ResultSet row, int index) throws SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Report(
        row.getLong("id"),
        row.getObject("began_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant(),
        row.getInt("compared"),
        row.getInt("unreadable"),
        row.getLong("findings"));
  }
}
