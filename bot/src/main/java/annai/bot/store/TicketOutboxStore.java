package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.bot.store.TicketCommand.Order;
import annai.connectors.ticket.TicketSystem.Audience;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What ticket systems are still to be told, in order for each ticket. */
public final class TicketOutboxStore {

  /** What may have happened is looked for first, also when a person takes it up again. */
  static final String REQUEUE =
      """
       status = case when settles_at is null then 'PENDING' else 'SENT' end, attempts = 0,
        due_at = null, tried_since = null, late_told = true, ended_at = null,
        discarded_by = null, discarded_why = null
      """;

  private static final int MAX_REASON = 1_000;

  private final Database database;
  private final StateJson json;

  public TicketOutboxStore(Database database, StateJson json) {
    this.database = database;
    this.json = json;
  }

  /** Adds a command at the end; false when its key is there already. */
  public boolean add(String ticketKey, String commandKey, Order order, Instant now) {
    return database
            .sql()
            .sql(
                """
                insert into ticket_commands
                  (ticket_key, verb, command_key, payload, status, attempts, created_at)
                values (?, ?, ?, ?, 'PENDING', 0, ?) on conflict do nothing
                """)
            .params(ticketKey, verb(order), commandKey, payload(order), utc(now))
            .update()
        == 1;
  }

  /** Takes up with new content what was given up or discarded; false when it was neither. */
  public boolean revive(String ticketKey, String commandKey, Order order) {
    return database
            .sql()
            .sql(
                "update ticket_commands set payload = ?,"
                    + REQUEUE
                    + " where ticket_key = ? and command_key = ? and status in ('DEAD', 'DISCARDED')")
            .params(payload(order), ticketKey, commandKey)
            .update()
        == 1;
  }

  /**
   * The oldest command that isn't settled, due or not; empty when there is none, or when the ticket
   * could not be opened and so nothing else can be done to it.
   */
  public Optional<TicketCommand> head(String ticketKey) {
    return database
        .sql()
        .sql(
            """
            select * from ticket_commands c
            where c.ticket_key = ? and c.status in ('PENDING', 'SENT')
              and not exists (select 1 from ticket_commands o where o.ticket_key = c.ticket_key
                and o.verb = 'OPEN' and o.status in ('DEAD', 'DISCARDED'))
            order by c.id limit 1
            """)
        .param(ticketKey)
        .query(this::command)
        .optional();
  }

  /** How many commands that wait are older than this one; counts to {@code most} only. */
  public int ahead(TicketCommand command, int most) {
    return database
        .sql()
        .sql(
            """
            select count(*) from (select 1 from ticket_commands
              where status in ('PENDING', 'SENT') and id < ? limit ?) as older
            """)
        .params(command.id(), most)
        .query(Integer.class)
        .single();
  }

  /**
   * How many tickets are to be told something now, or are being told it, that is older than this
   * command and has not failed; counts to {@code most} only. A call that has begun before {@code
   * begun} is as good as over.
   */
  public int dueBefore(TicketCommand command, Instant now, Instant begun, int most) {
    return database
        .sql()
        .sql(
            """
            select count(*) from (select 1 from ticket_commands c
              where c.id < ? and c.attempts = 0 and (
                (c.status = 'PENDING' and (c.due_at is null or c.due_at <= ?))
                or (c.status = 'SENT' and c.due_at is null and c.sent_at > ?))
              and not exists (select 1 from ticket_commands o where o.ticket_key = c.ticket_key
                and ((o.id < c.id and o.status in ('PENDING', 'SENT'))
                  or (o.verb = 'OPEN' and o.status in ('DEAD', 'DISCARDED'))))
              limit ?) as older
            """)
        .params(command.id(), utc(now), utc(begun), most)
        .query(Integer.class)
        .single();
  }

  /** The tickets that have something to be told and nobody who is to do it. */
  public List<String> unattended(String task) {
    return database
        .sql()
        .sql(
            """
            select distinct c.ticket_key from ticket_commands c
            where c.status in ('PENDING', 'SENT')
              and not exists (select 1 from scheduled_tasks t
                where t.task_name = ? and t.task_instance = c.ticket_key)
              and not exists (select 1 from ticket_commands o where o.ticket_key = c.ticket_key
                and o.verb = 'OPEN' and o.status in ('DEAD', 'DISCARDED'))
            """)
        .param(task)
        .query((row, _) -> row.getString("ticket_key"))
        .list();
  }

  /**
   * Begins a send, before anything leaves.
   *
   * @param settlesAt when all will have shown that it can lead to
   * @return the command as it is then; empty when another worker was faster, or it is gone
   */
  public Optional<TicketCommand> send(TicketCommand command, Instant now, Instant settlesAt) {
    int updated =
        database
            .sql()
            .sql(
                """
                update ticket_commands set status = 'SENT', version = version + 1,
                  sends = sends + 1, sent_at = ?, settles_at = ?, due_at = null,
                  tried_since = coalesce(tried_since, ?)
                where id = ? and version = ? and status in ('PENDING', 'SENT')
                """)
            .params(utc(now), utc(settlesAt), utc(now), command.id(), command.progress().version())
            .update();
    return updated == 0 ? Optional.empty() : find(command.id());
  }

  /** Whether it is still known; not when the customer had everything erased. */
  public boolean exists(TicketCommand command) {
    return find(command.id()).isPresent();
  }

  private Optional<TicketCommand> find(long id) {
    return database
        .sql()
        .sql("select * from ticket_commands where id = ?")
        .param(id)
        .query(this::command)
        .optional();
  }

  /** Ends a command well; false, and nothing changed, when another send has begun since. */
  public boolean done(TicketCommand command, Instant now) {
    return update(
        command,
        "status = 'DONE', reason = null, settles_at = null, due_at = null, ended_at = ?",
        utc(now));
  }

  /**
   * It was refused for certain: nothing has happened, and it may go through later.
   *
   * @param counts whether as an attempt
   */
  public boolean refused(TicketCommand command, String reason, Instant due, boolean counts) {
    return update(
        command,
        """
        status = 'PENDING', sends = sends - 1, settles_at = null, attempts = attempts + ?,
          reason = ?, due_at = ?
        """,
        counts ? 1 : 0,
        cut(reason),
        utc(due));
  }

  /** It was never sent, for a reason of our own: no attempt of the command's. */
  public boolean heldBack(TicketCommand command, Instant due) {
    return update(
        command, "status = 'PENDING', sends = sends - 1, settles_at = null, due_at = ?", utc(due));
  }

  /** Nobody knows whether it happened. */
  public boolean uncertain(
      TicketCommand command, String reason, Instant settlesAt, Instant due, boolean counts) {
    return update(
        command,
        "attempts = attempts + ?, reason = ?, settles_at = ?, due_at = ?",
        counts ? 1 : 0,
        cut(reason),
        utc(settlesAt),
        utc(due));
  }

  /** It could not even be looked for; whether it happened is as open as before. */
  public boolean notLookedFor(TicketCommand command, String reason, Instant due, boolean counts) {
    return update(
        command,
        "attempts = attempts + ?, reason = ?, due_at = ?",
        counts ? 1 : 0,
        cut(reason),
        utc(due));
  }

  /** Its time has not come; no attempt. */
  public boolean putOff(TicketCommand command, Instant due) {
    return update(command, "due_at = ?", utc(due));
  }

  /** Notes that the customers know that it takes its time; false when that was noted before. */
  public boolean tellLate(TicketCommand command) {
    return database
            .sql()
            .sql("update ticket_commands set late_told = true where id = ? and not late_told")
            .param(command.id())
            .update()
        == 1;
  }

  /** Gives a command up that was refused; {@link TicketDeadLetterStore} takes it up again. */
  public boolean dead(TicketCommand command, String reason, Instant now) {
    return update(
        command,
        """
        status = 'DEAD', sends = sends - 1, settles_at = null, attempts = attempts + 1, reason = ?,
          due_at = null, ended_at = ?
        """,
        cut(reason),
        utc(now));
  }

  /** Gives a command up of which nobody knows whether it happened. */
  public boolean deadUncertain(TicketCommand command, String reason, Instant now) {
    return update(
        command,
        "status = 'DEAD', attempts = attempts + 1, reason = ?, due_at = null, ended_at = ?",
        cut(reason),
        utc(now));
  }

  /** Changes what this worker has in hand, unless another one has begun a send since. */
  private boolean update(TicketCommand command, String changes, Object... values) {
    return database
            .sql()
            .sql(
                "update ticket_commands set "
                    + changes
                    + " where id = ? and version = ? and status in ('PENDING', 'SENT')")
            .params(List.of(values))
            .param(command.id())
            .param(command.progress().version())
            .update()
        == 1;
  }

  /**
   * The ticket is there, whoever found out: there is nothing left to open.
   *
   * @return how many sends may have opened it; more than one may have opened twins
   */
  public int opened(String ticketKey, Instant now) {
    database
        .sql()
        .sql(
            """
            update ticket_commands set status = 'DONE', reason = null, settles_at = null,
              due_at = null, ended_at = ?
            where ticket_key = ? and verb = 'OPEN' and status <> 'DONE'
            """)
        .params(utc(now), ticketKey)
        .update();
    return database
        .sql()
        .sql(
            "select coalesce(max(sends), 0) from ticket_commands where ticket_key = ? and verb = 'OPEN'")
        .param(ticketKey)
        .query(Integer.class)
        .single();
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

  /** How many commands are in a status: PENDING, SENT, DONE, DEAD or DISCARDED. */
  public long count(String status) {
    return database
        .sql()
        .sql("select count(*) from ticket_commands where status = ?")
        .param(status)
        .query(Long.class)
        .single();
  }

  /** How many commands wait that can be told. */
  public long waiting() {
    return database
        .sql()
        .sql(
            """
            select count(*) from ticket_commands c where c.status in ('PENDING', 'SENT')
              and not exists (select 1 from ticket_commands o where o.ticket_key = c.ticket_key
                and o.verb = 'OPEN' and o.status in ('DEAD', 'DISCARDED'))
            """)
        .query(Long.class)
        .single();
  }

  /** When the oldest command was added that waits and can be told; empty when none waits. */
  public Optional<Instant> oldest() {
    return database
        .sql()
        .sql(
            """
            select created_at from ticket_commands c where c.status in ('PENDING', 'SENT')
              and not exists (select 1 from ticket_commands o where o.ticket_key = c.ticket_key
                and o.verb = 'OPEN' and o.status in ('DEAD', 'DISCARDED'))
            order by c.id limit 1
            """)
        .query((row, _) -> row.getObject("created_at", OffsetDateTime.class).toInstant())
        .optional();
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
      case Order.Link _ -> "LINK";
      case Order.Attach _ -> "ATTACH";
    };
  }

  private String payload(Order order) {
    return switch (order) {
      case Order.Open open -> json.ofDraft(open.draft());
      case Order.Comment comment ->
          json.ofBody(Map.of("text", comment.text(), "audience", comment.audience().name()));
      case Order.Close close -> json.ofBody(Map.of("text", close.resolution()));
      case Order.Reopen reopen -> json.ofBody(Map.of("text", reopen.reason()));
      case Order.Link link ->
          json.ofBody(Map.of("page", link.page().toString(), "text", link.title()));
      case Order.Attach attach -> json.ofBody(Map.of("file", attach.file(), "text", attach.name()));
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
      case "LINK" -> new Order.Link(URI.create(body.path("page").asString("")), text);
      case "ATTACH" -> new Order.Attach(body.path("file").asString(""), text);
      default -> throw new IllegalStateException("Stored verb '%s' is unknown".formatted(verb));
    };
  }

  private TicketCommand command(ResultSet row, int index) throws SQLException {
    return new TicketCommand(
        row.getLong("id"),
        row.getString("ticket_key"),
        row.getString("command_key"),
        order(row.getString("verb"), row.getString("payload")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        new TicketCommand.Progress(
            row.getLong("version"),
            row.getInt("attempts"),
            row.getInt("sends"),
            instant(row, "due_at"),
            instant(row, "sent_at"),
            instant(row, "tried_since"),
            status(row).equals("SENT") ? instant(row, "settles_at") : null,
            row.getBoolean("late_told")));
  }

  private static String status(ResultSet row) throws SQLException {
    return row.getString("status");
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
