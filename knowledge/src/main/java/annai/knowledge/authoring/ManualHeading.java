package annai.knowledge.authoring;

import annai.knowledge.OperatingSystem;
import annai.knowledge.authoring.ManualLine.Form;
import annai.knowledge.authoring.ManualMailClients.SystemName;
import annai.knowledge.authoring.ManualReading.Kind;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a manual that heads what follows.
 *
 * @param title without its number
 * @param mailClient named by a {@link Role#MAIL_CLIENT} heading
 * @param system named by a {@link Role#SYSTEM} heading
 * @param kind of a {@link Role#KIND} heading, or of one that names mail client and kind together
 */
record ManualHeading(
    ManualLine line,
    Role role,
    @Nullable ManualNumber number,
    String title,
    @Nullable ManualMailClient mailClient,
    @Nullable SystemName system,
    @Nullable Kind kind) {

  /** What a heading is there for. */
  enum Role {
    SYSTEM,
    MAIL_CLIENT,
    KIND,
    GLOSSARY,
    REMARK,
    /** Anything else that surely is a heading. */
    OTHER,
    /** Something printed like a heading that may as well be a label among steps. */
    LABEL
  }

  /** How sure the print is, from the surest. */
  private enum Print {
    EXPLICIT,
    NUMBERED,
    DECORATED,
    MARKED,
    PLAIN
  }

  private static final Pattern BESIDE_TERMS =
      Pattern.compile(
          "問い?合わ?せ|お知らせ|改訂|履歴|[Cc]ontact|[Hh]istory|[Cc]hange ?log|[Aa]ppendix|[Ss]upport");
  private static final String LAUNCH =
      ".*(?:起動|立ち?上げ|クリック|タップ|選択|押し|開[きくい]|\\b(?:open|click|launch|start|select|tap)\\b).*";

  /** The heading that a line is, given the system of its chapter; empty when it is none. */
  static Optional<ManualHeading> of(
      ManualLine line, @Nullable SystemName chapter, ManualSectionTitles titles) {
    String text = line.text();
    if (line.form() == Form.ROW || text.length() > 100 || isStepWord(text)) {
      return Optional.empty();
    }
    ManualNumber number = ManualNumber.of(text).orElse(null);
    String title = ManualHeadings.plain(number == null ? text : number.title());
    Print print = print(line, number);
    boolean question = print == Print.EXPLICIT && text.matches(".*[?？]");
    if (title.isEmpty() || (ManualText.endsWithStop(text) && !question)) {
      return Optional.empty();
    }
    return read(line, number, title, print, chapter, titles);
  }

  private static boolean isStepWord(String text) {
    return ManualMarker.of(text)
        .filter(
            mark ->
                mark.style() == ManualMarker.Style.WORD
                    || (mark.style() == ManualMarker.Style.CIRCLED
                        && !(ManualHeadings.isWholeKind(mark.rest())
                            && mark.rest().matches(".*(?:方法|手順)$"))))
        .isPresent();
  }

  private static Print print(ManualLine line, @Nullable ManualNumber number) {
    if (line.isHeading()) {
      return Print.EXPLICIT;
    }
    if (number != null
        && (number.form() == ManualNumber.Form.PARTS
            || number.form() == ManualNumber.Form.CHAPTER)) {
      return Print.NUMBERED;
    }
    String text = number == null ? line.text() : number.title();
    boolean brackets = text.matches("^(?:【[^】]+】|〔[^〕]+〕|《[^》]+》|<[^<>]+>|＜[^＞]+＞)[:：]?$");
    if (line.form() == Form.BOLD
        || brackets
        || text.matches("^[■□◆◇▼▽★☆◎].*")
        || (line.form() == Form.ITEM && line.raw().strip().matches("^[●○].*"))) {
      return Print.DECORATED;
    }
    return number != null || line.form() == Form.ITEM || ManualMarker.of(line.text()).isPresent()
        ? Print.MARKED
        : Print.PLAIN;
  }

  private static Optional<ManualHeading> read(
      ManualLine line,
      @Nullable ManualNumber number,
      String title,
      Print print,
      @Nullable SystemName chapter,
      ManualSectionTitles titles) {
    boolean alone =
        (print != Print.PLAIN && line.form() != Form.ITEM)
            || print == Print.DECORATED
            || print == Print.NUMBERED
            || (line.afterBlank() && line.form() != Form.ITEM);
    ManualHeading heading = new ManualHeading(line, Role.OTHER, number, title, null, null, null);
    if ((print == Print.EXPLICIT && line.level() == 1 && ManualHeadings.isTitle(title))
        || (alone && ManualHeadings.isElsewhere(title))) {
      return titleOrOther(heading, chapter);
    }
    if ((alone || line.form() == Form.PLAIN) && ManualHeadings.isGlossary(title)) {
      return Optional.of(heading.as(Role.GLOSSARY));
    }
    if (title.startsWith("※")) {
      return Optional.empty();
    }
    if (alone && ManualHeadings.isRemark(title)) {
      return Optional.of(heading.as(Role.REMARK));
    }
    Optional<SystemName> system = ManualMailClients.system(ManualHeadings.bare(title));
    if (alone && system.isPresent()) {
      return Optional.of(
          new ManualHeading(line, Role.SYSTEM, number, title, null, system.get(), null));
    }
    return mailClient(heading, print, alone, chapter)
        .or(() -> kind(heading, print, alone))
        .or(() -> recurring(heading, print, alone, titles))
        .or(() -> other(heading, print));
  }

  /** A manual of one mail client may name it in its title only. */
  private static Optional<ManualHeading> titleOrOther(
      ManualHeading heading, @Nullable SystemName chapter) {
    return mailClient(heading, Print.EXPLICIT, true, chapter).or(() -> Optional.of(heading));
  }

  private ManualHeading as(Role otherRole) {
    return new ManualHeading(line, otherRole, number, title, mailClient, system, kind);
  }

  private static Optional<ManualHeading> mailClient(
      ManualHeading heading, Print print, boolean alone, @Nullable SystemName chapter) {
    OperatingSystem os = chapter == null ? null : chapter.os();
    Optional<ManualMailClients.Match> named = ManualMailClients.recognise(heading.title, os);
    if (named.isEmpty() || !alone) {
      return Optional.empty();
    }
    String rest = decoration(named.get().rest());
    Kind kind = rest.isEmpty() ? null : ManualHeadings.kindOf(rest).orElse(null);
    boolean whole = rest.isEmpty() || ManualHeadings.isWholeKind(rest);
    boolean launches =
        kind == null && ManualText.fold(heading.title).matches(LAUNCH) && !rest.isEmpty();
    boolean taken =
        switch (print) {
          case EXPLICIT, NUMBERED -> (whole || rest.length() <= 25) && !launches;
          case DECORATED -> (whole || rest.length() <= 12) && !launches;
          case MARKED, PLAIN -> whole;
        };
    return taken
        ? Optional.of(
            new ManualHeading(
                heading.line,
                Role.MAIL_CLIENT,
                heading.number,
                heading.title,
                named.get().mailClient(),
                null,
                kind))
        : Optional.empty();
  }

  private static String decoration(String rest) {
    return rest.replaceAll(
            "の場合|(?:を)?(?:お使い|ご利用)の(?:方|場合|お客様)(?:へ|は)?|を使用|について|アプリ|メールソフト|(?:32|64)bit版?|日本語版|以降|以前|windows(?:10|11|xp|vista|7|8(?:\\.1)?)?|macos(?:x)?|編|用|版|forwindows|(?:and|or)(?:later|newer)|users|using",
            "")
        .replaceAll("^[\\p{P}\\p{S}の]+|[\\p{P}\\p{S}の]+$", "");
  }

  private static Optional<ManualHeading> kind(ManualHeading heading, Print print, boolean alone) {
    String title = heading.title;
    Optional<Kind> kind =
        ManualText.width(title) > 60 ? Optional.empty() : ManualHeadings.kindOf(title);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    boolean whole = ManualHeadings.isWholeKind(title);
    boolean instruction = ManualHeadings.isInstruction(title);
    boolean taken =
        switch (print) {
          case EXPLICIT, NUMBERED -> whole || !instruction;
          case DECORATED -> whole || (!instruction && ManualText.width(title) <= 40);
          case MARKED -> whole && (ManualText.hasJapanese(title) || !instruction);
          case PLAIN ->
              whole
                  && (alone || title.matches(".*(?:方法|手順)[:：]?$"))
                  && ManualText.width(title) <= 50;
        };
    return taken
        ? Optional.of(
            new ManualHeading(
                heading.line, Role.KIND, heading.number, title, null, null, kind.get()))
        : Optional.empty();
  }

  private static Optional<ManualHeading> recurring(
      ManualHeading heading, Print print, boolean alone, ManualSectionTitles titles) {
    return alone && print != Print.PLAIN
        ? titles
            .kindOf(heading.title)
            .map(
                kind ->
                    new ManualHeading(
                        heading.line, Role.KIND, heading.number, heading.title, null, null, kind))
        : Optional.empty();
  }

  /** The title of a line that is printed as a heading; empty for any other line. */
  static Optional<String> printedTitle(ManualLine line) {
    String text = line.text();
    if (line.form() == Form.ROW || text.length() > 100 || isStepWord(text)) {
      return Optional.empty();
    }
    ManualNumber number = ManualNumber.of(text).orElse(null);
    String title = ManualHeadings.plain(number == null ? text : number.title());
    boolean printed =
        switch (print(line, number)) {
          case EXPLICIT, NUMBERED, DECORATED -> true;
          case MARKED -> number != null && number.form() == ManualNumber.Form.LETTER;
          case PLAIN -> false;
        };
    return printed && !title.isEmpty() && !ManualText.endsWithStop(text)
        ? Optional.of(title)
        : Optional.empty();
  }

  private static Optional<ManualHeading> other(ManualHeading heading, Print print) {
    boolean instruction = ManualHeadings.isInstruction(heading.title);
    return switch (print) {
      case EXPLICIT -> {
        boolean step = instruction && heading.number != null && heading.number.depth() == 1;
        yield step
            ? Optional.empty()
            : Optional.of(heading.as(instruction ? Role.LABEL : Role.OTHER));
      }
      case NUMBERED ->
          heading.line.afterBlank() && !instruction && ManualText.width(heading.title) <= 60
              ? Optional.of(heading)
              : Optional.empty();
      case DECORATED -> Optional.of(heading.as(Role.LABEL));
      case MARKED, PLAIN -> Optional.empty();
    };
  }

  int depth() {
    return number == null ? 0 : number.depth();
  }

  @Nullable String printedNumber() {
    return number == null ? null : number.printed();
  }

  /** Whether its number is written in that form. */
  boolean isNumbered(ManualNumber.Form form) {
    return number != null && number.form() == form;
  }

  /** How it is printed, as far as that tells one rank of headings from another. */
  String rank() {
    if (line.isHeading()) {
      return "#".repeat(line.level());
    }
    String first = line.raw().strip().substring(0, 1);
    return first.matches("[\\p{L}\\p{N}]") ? "" : first;
  }

  /** Whether it ranks lower than another heading of the same kind. */
  boolean isBelow(ManualHeading above) {
    return (depth() > above.depth() && above.depth() > 0)
        || (number == null
            && above.line.isHeading()
            && line.isHeading()
            && line.level() > above.line.level());
  }

  /** Whether it divides the section of another heading. */
  boolean isTopicOf(ManualHeading section) {
    return number != null
        ? section.depth() > 0 && depth() > Math.max(1, section.depth())
        : section.line.isHeading() && section.number == null && line.level() > section.line.level();
  }

  /** Whether it explains one more term when it stands in a glossary. */
  boolean staysInGlossary() {
    return switch (role) {
      case SYSTEM, MAIL_CLIENT -> false;
      case KIND -> !isNumbered(ManualNumber.Form.PARTS) && !ManualHeadings.isWholeKind(title);
      case GLOSSARY, REMARK, LABEL -> true;
      case OTHER -> !BESIDE_TERMS.matcher(title).find();
    };
  }
}
