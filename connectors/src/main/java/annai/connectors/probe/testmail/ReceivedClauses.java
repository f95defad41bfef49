package annai.connectors.probe.testmail;

import annai.connectors.probe.testmail.ReceivedToken.Comment;
import annai.connectors.probe.testmail.ReceivedToken.Semicolon;
import annai.connectors.probe.testmail.ReceivedToken.Word;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The clauses of a Received field, each at most once and in the order of RFC 5321 section 4.4; a
 * field with a second "by" or "with" is refused, whoever wrote it.
 */
record ReceivedClauses(Map<Keyword, Clause> clauses) {

  enum Keyword {
    FROM,
    BY,
    VIA,
    WITH,
    /** RFC 8314 section 7.1. */
    TLS,
    ID,
    FOR;

    static Optional<Keyword> of(String word) {
      for (Keyword keyword : values()) {
        if (keyword.name().equals(word.toUpperCase(Locale.ROOT))) {
          return Optional.of(keyword);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * @param words what stands after the keyword
   * @param comments in this clause, in their order
   */
  record Clause(List<String> words, List<String> comments) {}

  static ReceivedClauses of(String body) throws MalformedReceivedException {
    var reader = new Reader();
    for (ReceivedToken token : ReceivedTokenizer.tokens(body)) {
      switch (token) {
        case Word(String text) -> reader.word(text);
        case Comment(String text) -> reader.comment(text);
        case Semicolon() -> reader.semicolon();
      }
    }
    return new ReceivedClauses(reader.finish());
  }

  Optional<Clause> get(Keyword keyword) {
    return Optional.ofNullable(clauses.get(keyword));
  }

  private static final class Reader {

    private final Map<Keyword, Clause> clauses = new EnumMap<>(Keyword.class);
    private Optional<Keyword> current = Optional.empty();
    private boolean inDate;

    void word(String text) throws MalformedReceivedException {
      if (inDate) {
        return;
      }
      Optional<Clause> clause = current.map(clauses::get);
      boolean keywordDue = clause.map(c -> !c.words().isEmpty()).orElse(true);
      Optional<Keyword> keyword = keywordDue ? Keyword.of(text) : Optional.empty();
      if (keyword.isPresent()) {
        open(keyword.get());
      } else if (clause.isPresent() && maySay(clause.get())) {
        clause.get().words().add(text);
      } else {
        throw new MalformedReceivedException("a word stands where none belongs");
      }
    }

    private boolean maySay(Clause clause) {
      boolean one = current.filter(k -> k == Keyword.FROM || k == Keyword.BY).isPresent();
      return clause.words().isEmpty() || (!one && clause.comments().isEmpty());
    }

    private void open(Keyword keyword) throws MalformedReceivedException {
      if (current.isPresent() && current.get().compareTo(keyword) >= 0) {
        throw new MalformedReceivedException(
            "\"%s\" comes a second time or too late"
                .formatted(keyword.name().toLowerCase(Locale.ROOT)));
      }
      clauses.put(keyword, new Clause(new ArrayList<>(), new ArrayList<>()));
      current = Optional.of(keyword);
    }

    void comment(String text) throws MalformedReceivedException {
      if (!inDate) {
        Clause clause = current.map(clauses::get).orElse(null);
        if (clause == null || clause.words().isEmpty()) {
          throw new MalformedReceivedException("a comment stands where none belongs");
        }
        clause.comments().add(text);
      }
    }

    void semicolon() throws MalformedReceivedException {
      if (inDate) {
        throw new MalformedReceivedException("there is a second semicolon");
      }
      inDate = true;
    }

    Map<Keyword, Clause> finish() throws MalformedReceivedException {
      if (!inDate) {
        throw new MalformedReceivedException("it has no date");
      }
      for (Clause clause : clauses.values()) {
        if (clause.words().isEmpty()) {
          throw new MalformedReceivedException("a clause is empty");
        }
      }
      return clauses;
    }
  }
}
