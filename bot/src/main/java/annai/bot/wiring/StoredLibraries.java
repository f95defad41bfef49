package annai.bot.wiring;

import annai.bot.runtime.Libraries;
import annai.bot.store.ConversationStore;
import annai.knowledge.Knowledge;
import annai.knowledge.Library;
import annai.knowledge.RevisionText;
import annai.knowledge.authoring.ConfigReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Libraries of today's files, and of those that running conversations began with. */
final class StoredLibraries implements Libraries {

  private final ConversationStore store;
  private final Function<Knowledge, Library> index;
  private final Library current;
  private final Map<String, Library> former = new ConcurrentHashMap<>();

  StoredLibraries(
      ConversationStore store,
      Knowledge knowledge,
      Function<Knowledge, Library> index,
      Instant now) {
    this.store = store;
    this.index = index;
    this.current = index.apply(knowledge);
    store.keepRevision(knowledge.revision(), knowledge.text().text(), now);
  }

  @Override
  public Library current() {
    return current;
  }

  @Override
  public Library of(String revision) {
    return revision.equals(current.revision())
        ? current
        : former.computeIfAbsent(revision, this::read);
  }

  @Override
  public Optional<Library> find(String revision) {
    boolean known =
        revision.equals(current.revision())
            || former.containsKey(revision)
            || store.revision(revision).isPresent();
    return known ? Optional.of(of(revision)) : Optional.empty();
  }

  private Library read(String revision) {
    String text =
        store
            .revision(revision)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Revision '%s' is not in the database".formatted(revision)));
    return index.apply(ConfigReader.parse(RevisionText.parse(text)));
  }
}
