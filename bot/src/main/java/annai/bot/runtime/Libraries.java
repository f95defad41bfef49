package annai.bot.runtime;

import annai.knowledge.Library;
import java.util.Optional;

/** The revisions of what is known. Safe for use by many threads. */
public interface Libraries {

  /** What a new conversation starts with. */
  Library current();

  /** The library of a revision that a conversation began with. */
  Library of(String revision);

  /** The library of a revision that somebody names; empty when none of that name is kept. */
  default Optional<Library> find(String revision) {
    Library current = current();
    return revision.equals(current.revision()) ? Optional.of(current) : Optional.empty();
  }
}
