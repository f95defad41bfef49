package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.TicketRef;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tickets, the incidents, and who hears of them. */
public final class TicketStore {

  /** A conversation that hears of a ticket, and the key under which it knows it. */
  public record Listener(String conversation, String knownAs) {}

  private final Database database;

  public TicketStore(Database database) {
    this.database = database;
  }

  /** Notes a ticket that is about to be opened; false when it is there already. */
  public boolean add(String key, Instant now) {
    return add(key, null, now);
  }

  private boolean add(String key, @Nullable String incident, Instant now) {
    return database
            .sql()
            .sql(
                """
                insert into tickets (ticket_key, incident_key, marker, is_open, created_at)
                values (?, ?, ?, true, ?) on conflict do nothing
                """)
            .param(key)
            .param(incident)
            .param(TicketMarker.of(key).token())
            .param(utc(now))
            .update()
        == 1;
  }

  /**
   * Joins the incident's open episode, or begins the next one.
   *
   * @return the key of the episode's ticket
   */
  public Episode joinIncident(String incident, String target, Instant now) {
    database
        .sql()
        .sql(
            """
            insert into incidents (incident_key, target, episode, is_open) values (?, ?, 0, false)
            on conflict do nothing
            """)
        .params(incident, target)
        .update();
    Episode last =
        database
            .sql()
            .sql("select episode, is_open from incidents where incident_key = ? for update")
            .param(incident)
            .query(
                (row, _) ->
                    new Episode(incident, row.getInt("episode"), !row.getBoolean("is_open")))
            .single();
    if (!last.begins()) {
      return last;
    }
    Episode next = new Episode(incident, last.number() + 1, true);
    database
        .sql()
        .sql("update incidents set episode = ?, is_open = true, target = ? where incident_key = ?")
        .params(next.number(), target, incident)
        .update();
    add(next.ticketKey(), incident, now);
    return next;
  }

  /**
   * One run of an incident from its opening to its end.
   *
   * @param number from 1
   * @param begins whether it has just begun
   */
  public record Episode(String incident, int number, boolean begins) {
    /** The key of the ticket. */
    public String ticketKey() {
      return incident + "/" + number;
    }
  }

  /** Ends the incident's open episode; its ticket's key, or empty when none was open. */
  public Optional<String> endIncident(String incident) {
    Optional<Integer> episode =
        database
            .sql()
            .sql("select episode from incidents where incident_key = ? and is_open for update")
            .param(incident)
            .query(Integer.class)
            .optional();
    episode.ifPresent(
        _ ->
            database
                .sql()
                .sql("update incidents set is_open = false where incident_key = ?")
                .param(incident)
                .update());
    return episode.map(number -> new Episode(incident, number, false).ticketKey());
  }

  /** Ends the incident's episode of that ticket, if it is open. */
  public void endEpisode(String incident, String ticketKey) {
    int number = Integer.parseInt(ticketKey.substring(incident.length() + 1));
    database
        .sql()
        .sql(
            """
            update incidents set is_open = false
            where incident_key = ? and episode = ? and is_open
            """)
        .params(incident, number)
        .update();
  }

  /** The incidents of a target that are open. */
  public List<String> openIncidents(String target) {
    return database
        .sql()
        .sql(
            "select incident_key from incidents where target = ? and is_open order by incident_key")
        .param(target)
        .query((row, _) -> row.getString("incident_key"))
        .list();
  }

  /** Lets a conversation hear of a ticket. */
  public void listen(String key, Listener listener) {
    database
        .sql()
        .sql(
            """
            insert into ticket_conversations (ticket_key, conversation, known_as) values (?, ?, ?)
            on conflict do nothing
            """)
        .params(key, listener.conversation(), listener.knownAs())
        .update();
  }

  public List<Listener> listeners(String key) {
    return database
        .sql()
        .sql(
            """
            select conversation, known_as from ticket_conversations where ticket_key = ?
            order by conversation
            """)
        .param(key)
        .query((row, _) -> new Listener(row.getString("conversation"), row.getString("known_as")))
        .list();
  }

  /** The newest ticket that a conversation knows under a key. */
  public Optional<StoredTicket> known(String conversation, String knownAs) {
    return database
        .sql()
        .sql(
            """
            select t.* from tickets t
            join ticket_conversations l on l.ticket_key = t.ticket_key
            where l.conversation = ? and l.known_as = ?
            order by t.created_at desc, t.ticket_key desc limit 1
            """)
        .params(conversation, knownAs)
        .query(TicketStore::ticket)
        .optional();
  }

  /** The ticket, which no other transaction can change until this one ends. */
  public Optional<StoredTicket> lock(String key) {
    return database
        .sql()
        .sql("select * from tickets where ticket_key = ? for update")
        .param(key)
        .query(TicketStore::ticket)
        .optional();
  }

  public Optional<StoredTicket> find(String key) {
    return database
        .sql()
        .sql("select * from tickets where ticket_key = ?")
        .param(key)
        .query(TicketStore::ticket)
        .optional();
  }

  /** The ticket that a ticket system calls so. */
  public Optional<StoredTicket> byRef(TicketRef ref) {
    return database
        .sql()
        .sql("select * from tickets where system_name = ? and system_key = ?")
        .params(ref.system(), ref.key())
        .query(TicketStore::ticket)
        .optional();
  }

  /** The ticket that carries a marker. */
  public Optional<StoredTicket> byMarker(TicketMarker marker) {
    return database
        .sql()
        .sql("select * from tickets where marker = ?")
        .param(marker.token())
        .query(TicketStore::ticket)
        .optional();
  }

  /**
   * Takes up a ticket that began elsewhere.
   *
   * @return false when it is known already
   */
  public boolean adopt(String key, TicketRef ref, boolean open, Instant now) {
    boolean added = add(key, now);
    if (added) {
      opened(key, ref);
      changed(key, open);
    }
    return added;
  }

  /** The ticket system has answered. */
  public void opened(String key, TicketRef ref) {
    database
        .sql()
        .sql("update tickets set system_name = ?, system_key = ?, url = ? where ticket_key = ?")
        .param(ref.system())
        .param(ref.key())
        .param(ref.url() == null ? null : ref.url().toString())
        .param(key)
        .update();
  }

  public void changed(String key, boolean open) {
    database
        .sql()
        .sql("update tickets set is_open = ? where ticket_key = ?")
        .params(open, key)
        .update();
  }

  /**
   * Erases what is still to be told about a customer's own requests; incidents stay.
   *
   * @return the tickets that have been opened already
   */
  public List<TicketRef> eraseRequestsOf(String conversation) {
    List<StoredTicket> own =
        database
            .sql()
            .sql(
                """
                select t.* from tickets t
                join ticket_conversations l on l.ticket_key = t.ticket_key
                where l.conversation = ? and t.incident_key is null and t.ticket_key like ?
                """)
            .params(conversation, conversation + "/%")
            .query(TicketStore::ticket)
            .list();
    for (StoredTicket ticket : own) {
      database
          .sql()
          .sql("delete from ticket_commands where ticket_key = ?")
          .param(ticket.key())
          .update();
    }
    database
        .sql()
        .sql("delete from ticket_commands where command_key like ?")
        .param(conversation + "/%")
        .update();
    return own.stream().map(StoredTicket::ref).filter(Objects::nonNull).toList();
  }

  static StoredTicket ticket(ResultSet row, int index) throws SQLException {
    String system = row.getString("system_name");
    String key = row.getString("system_key");
    String url = row.getString("url");
    return new StoredTicket(
        row.getString("ticket_key"),
        row.getString("incident_key"),
        system == null || key == null
            ? null
            : new TicketRef(system, key, url == null ? null : URI.create(url)),
        row.getBoolean("is_open"));
  }
}
