package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.knowledge.Language;
import annai.knowledge.LocalizedText;
import java.time.Instant;
import java.util.List;

/** The texts that agents have ready. */
public final class CannedReplyStore {

  private final Database database;

  public CannedReplyStore(Database database) {
    this.database = database;
  }

  /** Everybody's and those of one agent, in the order of their shortcuts. */
  public List<CannedReply> of(String login) {
    return database
        .sql()
        .sql(
            """
            select * from canned_replies where owner = '' or owner = ?
            order by shortcut, owner
            """)
        .param(login)
        .query(
            (row, _) ->
                new CannedReply(
                    row.getString("owner"),
                    row.getString("shortcut"),
                    LocalizedText.of(row.getString("text_ja"), row.getString("text_en"))))
        .list();
  }

  /** How many an owner has. */
  public int count(String owner) {
    return database
        .sql()
        .sql("select count(*) from canned_replies where owner = ?")
        .param(owner)
        .query(Integer.class)
        .single();
  }

  /** Adds it, or replaces the one of the same owner and shortcut. */
  public void put(CannedReply reply, Instant now) {
    database.run(
        () -> {
          remove(reply.owner(), reply.shortcut());
          database
              .sql()
              .sql(
                  """
                  insert into canned_replies (owner, shortcut, text_ja, text_en, changed_at)
                  values (?, ?, ?, ?, ?)
                  """)
              .params(
                  reply.owner(),
                  reply.shortcut(),
                  reply.text().in(Language.JA),
                  reply.text().in(Language.EN),
                  utc(now))
              .update();
        });
  }

  /** Whether there was one. */
  public boolean remove(String owner, String shortcut) {
    return database
            .sql()
            .sql("delete from canned_replies where owner = ? and shortcut = ?")
            .params(owner, shortcut)
            .update()
        == 1;
  }
}
