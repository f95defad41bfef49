package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.bot.store.AuditEntry.Deed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** What was done at the desk. */
public final class AuditStore {

  private final Database database;

  public AuditStore(Database database) {
    this.database = database;
  }

  public void add(Instant at, String login, Deed deed, String subject) {
    database
        .sql()
        .sql("insert into desk_audit (done_at, login, deed, subject) values (?, ?, ?, ?)")
        .params(utc(at), login, deed.name(), subject)
        .update();
  }

  /** The entries with an id below {@code before}, the newest first. */
  public List<AuditEntry> before(long before, int limit) {
    return database
        .sql()
        .sql(
            """
            select a.*, g.name from desk_audit a join desk_agents g on g.login = a.login
            where a.id < ? order by a.id desc limit ?
            """)
        .params(before, limit)
        .query(AuditStore::entry)
        .list();
  }

  /** Deletes what was done before; how many entries that is. */
  public int purge(Instant before) {
    return database
        .sql()
        .sql("delete from desk_audit where done_at < ?")
        .param(utc(before))
        .update();
  }

  private static AuditEntry entry(ResultSet row, int index) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        row.getObject("done_at", OffsetDateTime.class).toInstant(),
        row.getString("login"),
        row.getString("name"),
        Deed.valueOf(row.getString("deed")),
        row.getString("subject"));
  }
}
