package annai.bot.understanding;

import annai.knowledge.ErrorText;
import annai.knowledge.Knowledge;
import annai.knowledge.Language;
import annai.knowledge.language.LanguageDetector;
import annai.knowledge.language.TextFolding;
import annai.knowledge.search.MailClientRecognizer;
import annai.knowledge.search.NameCatalogueReader;
import annai.knowledge.search.Recognition;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads meaning by patterns, rules and labelled examples alone: no model, no state. */
public final class MeaningReader implements Reader {

  private static final Pattern MAIL_ADDRESS =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.){1,5}[A-Za-z]{2,24}");
  private static final Pattern QUESTION =
      Pattern.compile(
          "[??]|(?:デス|マス|マセン|デショウ|ノ|ナン)カ(?:ネ|ナ|$|[。、!])|教エテ|知リタイ|ッテ何|トハ(?:$|。)|^(?:what|why|how|when|where|which|who|is|are|do|does|can|could|should|may|will)\\b");

  private static final Pattern CONTRAST =
      Pattern.compile("\\bbut\\b|\\bexcept\\b|ノニ|ケド|ダケ|シカ|ガ、|タダ|デスガ|マスガ");
  private static final Pattern LITERAL_ERROR =
      Pattern.compile(
          "0x[0-9a-f]{6}|(?<![0-9])[45][0-9]{2}(?![0-9])|[\"「『].{8}|[0-9]\\.[0-9]\\.[0-9]");

  private static final Pattern ASKS_WHEN =
      Pattern.compile(
          "(?:イツ|何日|何月)(?:カラ|マデ|ニ).{0,24}(?:カ|ノ|[?])|ナクナル(?:ノ|ン)(?:デス)?(?:カ|[?])|when (?:will|does|did|do) ");
  private static final int LONG_TEXT = 160;

  private final Lexicon lexicon;
  private final MailClientRecognizer recognizer;
  private final List<ErrorText> errorTexts;
  private final PhraseClassifier classifier;

  MeaningReader(
      Lexicon lexicon,
      PhraseClassifier classifier,
      MailClientRecognizer recognizer,
      List<ErrorText> errorTexts) {
    this.lexicon = lexicon;
    this.classifier = classifier;
    this.recognizer = recognizer;
    this.errorTexts = List.copyOf(errorTexts);
  }

  /**
   * A reader of the phrases below that {@code config/} and the catalogue of that knowledge.
   *
   * @throws annai.knowledge.authoring.ConfigException naming every problem of the files
   */
  public static MeaningReader of(Path config, Knowledge knowledge) {
    return new MeaningReader(
        LexiconReader.read(config),
        new PhraseClassifier(ExamplesReader.read(config)),
        new MailClientRecognizer(NameCatalogueReader.read(config), knowledge.mailClients()),
        knowledge.errorTexts().stream().map(MeaningReader::folded).toList());
  }

  private static ErrorText folded(ErrorText errorText) {
    List<Pattern> patterns =
        errorText.patterns().stream()
            .map(pattern -> Pattern.compile(TextFolding.foldKana(pattern.pattern())))
            .toList();
    return new ErrorText(errorText.id(), patterns, errorText.verdict(), errorText.meaning());
  }

  @Override
  public Meaning.Understood read(Masking.Masked masked) {
    String text = TextFolding.clean(masked.text());
    Recognition recognition = recognizer.recognise(text);
    String errorText = errorText(recognition.folded());
    Set<Intent> strong = lexicon.strong(recognition.folded(), recognition.rest());
    if (lexicon.hasCommand(Command.RESTART, recognition.rest())) {
      strong.add(Intent.GO_BACK);
    }
    Set<Intent> weak = lexicon.weak(recognition.rest());
    IntentRanking ranking =
        new IntentRanking(
            strong,
            weak,
            signs(recognition, masked.secret(), errorText),
            classifier.guess(recognition.rest()).orElse(null));
    Intent intent = ranking.best();
    return Meaning.Understood.of(text)
        .language(LanguageDetector.detect(text, recognition.names()).orElse(null))
        .os(recognition.os())
        .mailClient(recognition.mailClient())
        .mailClientName(recognition.mailClientName())
        .version(recognition.version())
        .osVersion(recognition.osVersion())
        .candidates(candidates(recognition, intent))
        .mailClientIds(recognition.mailClientIds())
        .intent(intent, others(ranking, intent))
        .confidence(ranking.confidence(intent))
        .command(lexicon.command(recognition.rest()).orElse(null))
        .errorText(errorText)
        .mailAddress(mailAddress(text))
        .question(isQuestion(recognition.folded(), strong))
        .build();
  }

  /** Somebody who asks how to find the version of one thing needn't be asked back for it. */
  private static List<String> candidates(Recognition recognition, @Nullable Intent intent) {
    boolean one = recognition.mailClient() != null || recognition.candidates().size() == 1;
    return intent == Intent.ASK_HOW_TO_FIND_VERSION && one ? List.of() : recognition.candidates();
  }

  private static Intent[] others(IntentRanking ranking, @Nullable Intent intent) {
    return intent == null ? new Intent[0] : ranking.also(intent).toArray(Intent[]::new);
  }

  private IntentRanking.Signs signs(
      Recognition recognition, boolean secret, @Nullable String errorText) {
    return new IntentRanking.Signs(
        secret,
        errorText != null,
        recognition.outsideManual(),
        recognition.mailClient() != null
            || recognition.os() != null
            || !recognition.candidates().isEmpty(),
        recognition.corrected(),
        lexicon.hasCommand(Command.STILL_FAILS, recognition.rest()),
        CONTRAST.matcher(recognition.folded()).find(),
        LITERAL_ERROR.matcher(recognition.folded()).find(),
        ASKS_WHEN.matcher(recognition.folded()).find(),
        recognition.folded().length() > LONG_TEXT);
  }

  private @Nullable String errorText(String folded) {
    for (ErrorText errorText : errorTexts) {
      for (Pattern pattern : errorText.patterns()) {
        if (pattern.matcher(folded).find()) {
          return errorText.id();
        }
      }
    }
    return null;
  }

  private static @Nullable String mailAddress(String text) {
    Matcher matcher = MAIL_ADDRESS.matcher(text);
    return matcher.find() ? matcher.group() : null;
  }

  private static boolean isQuestion(String folded, Set<Intent> strong) {
    Set<Intent> asking = EnumSet.of(Intent.ASK_WHY, Intent.ASK_SECURITY);
    return QUESTION.matcher(folded).find() || strong.stream().anyMatch(asking::contains);
  }

  /** The language of a text, ignoring what names there are in it; for texts that aren't read. */
  static @Nullable Language languageOf(String text) {
    return LanguageDetector.detect(text, Set.of()).orElse(null);
  }
}
