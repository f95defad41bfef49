package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.bot.attachments.FileKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The files of conversations; gone with their conversation. */
public final class AttachmentStore {

  private static final String COLUMNS =
      "select id, conversation, seq, episode, name, kind, bytes, sha256, taken_at from attachments ";

  private final Database database;

  public AttachmentStore(Database database) {
    this.database = database;
  }

  /** Keeps a file; to be called in a transaction. */
  public void add(StoredFile file, byte[] content) {
    database
        .sql()
        .sql(
            """
            insert into attachments
              (id, conversation, seq, episode, name, kind, bytes, sha256, taken_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(file.id())
        .param(file.conversation())
        .param(file.seq())
        .param(file.episode())
        .param(file.name())
        .param(file.kind().name())
        .param(file.bytes())
        .param(file.sha256())
        .param(utc(file.takenAt()))
        .update();
    List<byte[]> parts = FileParts.of(content);
    for (int part = 0; part < parts.size(); part++) {
      database
          .sql()
          .sql("insert into attachment_parts (attachment, part, content) values (?, ?, ?)")
          .params(file.id(), part, parts.get(part))
          .update();
    }
  }

  public Optional<StoredFile> find(String id) {
    return database
        .sql()
        .sql(COLUMNS + "where id = ?")
        .param(id)
        .query(AttachmentStore::file)
        .optional();
  }

  /** The files of a conversation in the order in which they came. */
  public List<StoredFile> of(String conversation) {
    return database
        .sql()
        .sql(COLUMNS + "where conversation = ? order by seq")
        .param(conversation)
        .query(AttachmentStore::file)
        .list();
  }

  /** What is in it; nothing when there is no such file. */
  public byte[] content(String id) {
    return FileParts.whole(
        database
            .sql()
            .sql("select content from attachment_parts where attachment = ? order by part")
            .param(id)
            .query((row, _) -> row.getBytes("content"))
            .list());
  }

  private static StoredFile file(ResultSet row, int index) throws SQLException {
    return new StoredFile(
        row.getString("id"),
        row.getString("conversation"),
        row.getLong("seq"),
        row.getInt("episode"),
        row.getString("name"),
        FileKind.valueOf(row.getString("kind")),
        row.getLong("bytes"),
        row.getString("sha256"),
        row.getObject("taken_at", OffsetDateTime.class).toInstant());
  }
}
