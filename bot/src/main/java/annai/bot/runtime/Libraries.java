package annai.bot.runtime;

import annai.knowledge.Library;

/** The revisions of what is known. Safe for use by many threads. */
public interface Libraries {

  /** What a new conversation starts with. */
  Library current();

  /** The library of a revision that a conversation began with. */
  Library of(String revision);
}
