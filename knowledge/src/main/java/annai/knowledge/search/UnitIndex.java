package annai.knowledge.search;

import annai.knowledge.Language;
import annai.knowledge.language.Analyzers;
import annai.knowledge.language.TextFolding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * The units in a Lucene index in memory, with a field for each language's text and one for its
 * title.
 *
 * <p>Synonyms are put in on the side of the question, word by word.
 */
final class UnitIndex {

  private static final float TITLE_BOOST = 1.5f;

  private final List<Unit> units;
  private final Map<Language, Analyzer> analyzers = new EnumMap<>(Language.class);
  private final Map<Language, Map<String, Set<String>>> synonyms = new EnumMap<>(Language.class);
  private final Map<Language, Set<String>> commonWords = new EnumMap<>(Language.class);
  private final IndexSearcher searcher;

  /** A unit with its lexical score. */
  record Hit(Unit unit, double score) {}

  UnitIndex(List<Unit> units, SearchVocabulary vocabulary) {
    this.units = List.copyOf(units);
    for (Language language : Language.values()) {
      Analyzer analyzer = Analyzers.of(language, vocabulary.dictionary());
      analyzers.put(language, analyzer);
      synonyms.put(language, synonyms(analyzer, vocabulary));
      Set<String> common = new HashSet<>();
      vocabulary.commonWords().forEach(word -> common.addAll(Analyzers.words(analyzer, word)));
      common.addAll(vocabulary.commonWords());
      commonWords.put(language, common);
    }
    this.searcher = searcher();
  }

  private static Map<String, Set<String>> synonyms(Analyzer analyzer, SearchVocabulary vocabulary) {
    Map<String, Set<String>> synonyms = new HashMap<>();
    for (Set<String> group : vocabulary.synonyms()) {
      Set<String> words = new LinkedHashSet<>();
      for (String member : group) {
        List<String> parts = Analyzers.words(analyzer, member);
        if (parts.size() == 1) {
          words.add(parts.getFirst());
        }
      }
      words.forEach(
          word -> synonyms.computeIfAbsent(word, _ -> new LinkedHashSet<>()).addAll(words));
    }
    return synonyms;
  }

  private IndexSearcher searcher() {
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    try {
      for (Language language : Language.values()) {
        write(directory, language);
      }
      return new IndexSearcher(DirectoryReader.open(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(ByteBuffersDirectory directory, Language language) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(analyzerOf(language));
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < units.size(); i++) {
        Unit unit = units.get(i);
        Document document = new Document();
        document.add(new StoredField("unit", i));
        document.add(new StoredField("language", language.tag()));
        document.add(new TextField(text(language), unit.text().in(language), Field.Store.NO));
        document.add(new TextField(title(language), unit.title().in(language), Field.Store.NO));
        writer.addDocument(document);
      }
    }
  }

  /** Every unit with its score; 0 for those that share no word with the question. */
  List<Hit> search(String question, Language language) {
    double[] scores = new double[units.size()];
    try {
      ScoreDoc[] found = searcher.search(query(question, language), 4 * units.size() + 1).scoreDocs;
      for (ScoreDoc doc : found) {
        Document document = searcher.storedFields().document(doc.doc);
        if (language.tag().equals(document.get("language"))) {
          int unit = document.getField("unit").numericValue().intValue();
          scores[unit] = Math.max(scores[unit], doc.score);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Hit> hits = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      hits.add(new Hit(units.get(i), scores[i]));
    }
    return hits;
  }

  private Query query(String question, Language language) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    Set<String> words = new LinkedHashSet<>(Analyzers.words(analyzerOf(language), question));
    int count = 0;
    for (String word : words) {
      if (count++ < 200) {
        query.add(anyOf(text(language), word, language), BooleanClause.Occur.SHOULD);
        query.add(
            new BoostQuery(anyOf(title(language), word, language), TITLE_BOOST),
            BooleanClause.Occur.SHOULD);
      }
    }
    return words.isEmpty() ? MatchAllDocsQuery.INSTANCE : query.build();
  }

  private Query anyOf(String field, String word, Language language) {
    SynonymQuery.Builder query = new SynonymQuery.Builder(field);
    query.addTerm(new Term(field, word));
    for (String synonym : synonymsOf(word, language)) {
      if (!synonym.equals(word)) {
        query.addTerm(new Term(field, synonym), 0.6f);
      }
    }
    return query.build();
  }

  /**
   * The share of telling words that stand nowhere in the units; 0 when there is no telling word.
   */
  double unknownShare(String question, Recognition recognition, Language language) {
    Set<String> telling = new LinkedHashSet<>();
    for (String word : Analyzers.words(analyzerOf(language), question)) {
      if (isTelling(word, recognition, language)) {
        telling.add(word);
      }
    }
    if (telling.isEmpty()) {
      return 0;
    }
    long unknown = telling.stream().filter(word -> !isKnown(word, language)).count();
    return (double) unknown / telling.size();
  }

  private boolean isTelling(String word, Recognition recognition, Language language) {
    String folded = TextFolding.fold(word);
    return word.length() > 1
        && !word.chars().allMatch(c -> Character.isDigit(c) || c == '.')
        && !commonWords.getOrDefault(language, Set.of()).contains(word)
        && recognition.names().stream().noneMatch(name -> name.contains(folded));
  }

  private boolean isKnown(String word, Language language) {
    Set<String> any = new HashSet<>(synonymsOf(word, language));
    any.add(word);
    try {
      for (String one : any) {
        for (Language in : Language.values()) {
          if (searcher.getIndexReader().docFreq(new Term(text(in), one)) > 0
              || searcher.getIndexReader().docFreq(new Term(title(in), one)) > 0) {
            return true;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return false;
  }

  private Set<String> synonymsOf(String word, Language language) {
    return synonyms.getOrDefault(language, Map.of()).getOrDefault(word, Set.of());
  }

  private Analyzer analyzerOf(Language language) {
    Analyzer analyzer = analyzers.get(language);
    if (analyzer == null) {
      throw new IllegalStateException("No analyzer of '%s'".formatted(language.tag()));
    }
    return analyzer;
  }

  private static String text(Language language) {
    return "text-" + language.tag();
  }

  private static String title(Language language) {
    return "title-" + language.tag();
  }
}
