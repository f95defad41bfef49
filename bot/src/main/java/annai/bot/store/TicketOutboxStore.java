package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.bot.store.TicketCommand.Order;
import annai.connectors.ticket.TicketSystem.Audience;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What ticket systems are still to be told, in order for each ticket. */
public final class TicketOutboxStore {

  private static final int MAX_REASON = 1_000;

  private final Database database;
  private final StateJson json;

  public TicketOutboxStore(Database database, StateJson json) {
    this.database = database;
    this.json = json;
  }

  /** Adds a command at the end; nothing when its key is there already. */
  public void add(String ticketKey, String commandKey, Order order, Instant now) {
    database
        .sql()
        .sql(
            """
            insert into ticket_commands
              (ticket_key, verb, command_key, payload, status, attempts, created_at)
            values (?, ?, ?, ?, 'PENDING', 0, ?) on conflict do nothing
            """)
        .params(ticketKey, verb(order), commandKey, payload(order), utc(now))
        .update();
  }

  /**
   * The oldest command that waits; empty when none does, or when the ticket could not be opened and
   * so nothing else can be done to it.
   */
  public Optional<TicketCommand> head(String ticketKey) {
    return database
        .sql()
        .sql(
            """
            select * from ticket_commands c where c.ticket_key = ? and c.status = 'PENDING'
              and not exists (select 1 from ticket_commands o where o.ticket_key = c.ticket_key
                and o.verb = 'OPEN' and o.status = 'DEAD')
            order by c.id limit 1
            """)
        .param(ticketKey)
        .query(this::command)
        .optional();
  }

  public void done(TicketCommand command, Instant now) {
    end(command, "DONE", null, now);
  }

  /** Gives a command up for good; {@link #requeue} takes it up again. */
  public void dead(TicketCommand command, String reason, Instant now) {
    end(command, "DEAD", reason, now);
  }

  /** Counts a try that failed and may go through later. */
  public void failed(TicketCommand command, String reason) {
    database
        .sql()
        .sql("update ticket_commands set attempts = attempts + 1, reason = ? where id = ?")
        .params(cut(reason), command.id())
        .update();
  }

  /** Takes up what was given up; how many commands that is. */
  public int requeue(String ticketKey) {
    return database
        .sql()
        .sql(
            """
            update ticket_commands set status = 'PENDING', attempts = 0, ended_at = null
            where ticket_key = ? and status = 'DEAD'
            """)
        .param(ticketKey)
        .update();
  }

  /** The ticket is there, whoever found out: there is nothing left to open. */
  public void opened(String ticketKey, Instant now) {
    database
        .sql()
        .sql(
            """
            update ticket_commands set status = 'DONE', reason = null, ended_at = ?
            where ticket_key = ? and verb = 'OPEN' and status <> 'DONE'
            """)
        .params(utc(now), ticketKey)
        .update();
  }

  /** Gives up all that waits for a ticket, which is gone. */
  public void abandon(String ticketKey, String reason, Instant now) {
    database
        .sql()
        .sql(
            """
            update ticket_commands set status = 'DEAD', reason = ?, ended_at = ?
            where ticket_key = ? and status in ('PENDING', 'SENT')
            """)
        .params(cut(reason), utc(now), ticketKey)
        .update();
  }

  /** Whether we are about to close or reopen the ticket ourselves. */
  public boolean changesStatus(String ticketKey) {
    return database
            .sql()
            .sql(
                """
                select count(*) from ticket_commands where ticket_key = ?
                  and verb in ('CLOSE', 'REOPEN') and status in ('PENDING', 'SENT')
                """)
            .param(ticketKey)
            .query(Long.class)
            .single()
        > 0;
  }

  /** How many times we closed or reopened the ticket ourselves. */
  public long statusChanges(String ticketKey) {
    return database
        .sql()
        .sql(
            """
            select count(*) from ticket_commands where ticket_key = ?
              and verb in ('CLOSE', 'REOPEN') and status = 'DONE'
            """)
        .param(ticketKey)
        .query(Long.class)
        .single();
  }

  /** How many commands are in a status: PENDING, DONE or DEAD. */
  public long count(String status) {
    return database
        .sql()
        .sql("select count(*) from ticket_commands where status = ?")
        .param(status)
        .query(Long.class)
        .single();
  }

  private void end(TicketCommand command, String status, @Nullable String reason, Instant now) {
    database
        .sql()
        .sql("update ticket_commands set status = ?, reason = ?, ended_at = ? where id = ?")
        .param(status)
        .param(reason == null ? null : cut(reason))
        .param(utc(now))
        .param(command.id())
        .update();
  }

  private static String cut(String reason) {
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
  }

  private static String verb(Order order) {
    return switch (order) {
      case Order.Open _ -> "OPEN";
      case Order.Comment _ -> "COMMENT";
      case Order.Close _ -> "CLOSE";
      case Order.Reopen _ -> "REOPEN";
    };
  }

  private String payload(Order order) {
    return switch (order) {
      case Order.Open open -> json.ofDraft(open.draft());
      case Order.Comment comment ->
          json.ofBody(Map.of("text", comment.text(), "audience", comment.audience().name()));
      case Order.Close close -> json.ofBody(Map.of("text", close.resolution()));
      case Order.Reopen reopen -> json.ofBody(Map.of("text", reopen.reason()));
    };
  }

  private Order order(String verb, String payload) {
    if (verb.equals("OPEN")) {
      return new Order.Open(json.toDraft(payload));
    }
    JsonNode body = json.toBody(payload);
    String text = body.path("text").asString("");
    return switch (verb) {
      case "COMMENT" ->
          new Order.Comment(text, Audience.valueOf(body.path("audience").asString("INTERNAL")));
      case "CLOSE" -> new Order.Close(text);
      case "REOPEN" -> new Order.Reopen(text);
      default -> throw new IllegalStateException("Stored verb '%s' is unknown".formatted(verb));
    };
  }

  private TicketCommand command(ResultSet row, int index) throws SQLException {
    return new TicketCommand(
        row.getLong("id"),
        row.getString("ticket_key"),
        row.getString("command_key"),
        order(row.getString("verb"), row.getString("payload")),
        row.getInt("attempts"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
