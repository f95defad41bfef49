package annai.knowledge.language;

import annai.knowledge.Language;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.icu.ICUNormalizer2CharFilter;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseBaseFormFilter;
import org.apache.lucene.analysis.ja.JapaneseKatakanaStemFilter;
import org.apache.lucene.analysis.ja.JapanesePartOfSpeechStopFilter;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.dict.UserDictionary;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * How texts of each language are taken apart into words, for the index and for questions alike.
 *
 * <p>Japanese: NFKC with case folding, kuromoji in search mode with our own words, base forms, no
 * particles, katakana without the final long vowel. Kana are never folded beyond that: folding
 * would make バス, パス and ハス one word. English: standard tokens, KStem.
 */
public final class Analyzers {

  private Analyzers() {}

  /**
   * The analyzer of a language.
   *
   * @param dictionary words that stay whole
   */
  public static Analyzer of(Language language, Set<String> dictionary) {
    return switch (language) {
      case JA -> new Japanese(userDictionary(dictionary));
      case EN -> new English();
    };
  }

  private static UserDictionary userDictionary(Set<String> words) {
    String lines =
        words.stream()
            .map(word -> "%s,%s,%s,カスタム名詞".formatted(word, word, word))
            .collect(Collectors.joining("\n"));
    try {
      return UserDictionary.open(new StringReader(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of a text, in order. */
  public static List<String> words(Analyzer analyzer, String text) {
    List<String> words = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  private static final class Japanese extends Analyzer {

    private final UserDictionary dictionary;

    private Japanese(UserDictionary dictionary) {
      this.dictionary = dictionary;
    }

    @Override
    protected Reader initReader(String field, Reader reader) {
      return new ICUNormalizer2CharFilter(reader);
    }

    @Override
    protected Reader initReaderForNormalization(String field, Reader reader) {
      return new ICUNormalizer2CharFilter(reader);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer tokens =
          new JapaneseTokenizer(dictionary, true, true, JapaneseTokenizer.Mode.SEARCH);
      TokenStream words = new JapaneseBaseFormFilter(tokens);
      words = new JapanesePartOfSpeechStopFilter(words, JapaneseAnalyzer.getDefaultStopTags());
      return new TokenStreamComponents(
          tokens, new LowerCaseFilter(new JapaneseKatakanaStemFilter(words)));
    }
  }

  private static final class English extends Analyzer {

    @Override
    protected Reader initReader(String field, Reader reader) {
      return new ICUNormalizer2CharFilter(reader);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer tokens = new StandardTokenizer();
      TokenStream words = new EnglishPossessiveFilter(new LowerCaseFilter(tokens));
      return new TokenStreamComponents(tokens, new KStemFilter(words));
    }
  }
}
