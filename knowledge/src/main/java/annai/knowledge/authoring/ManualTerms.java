package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualLine.Form;
import annai.knowledge.authoring.ManualReading.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the glossary of a manual: headings with their text, definition lists, two-column tables.
 */
final class ManualTerms {

  private static final Pattern DEFINITION =
      Pattern.compile(
          "^([^。.：:]{1,40}?)(?:\\s?[：:]\\s*|\\s[–—-]\\s|\\s?(?:…{1,2}|\\.{3})\\s?|\\s?とは、?\\s?)(\\S.{3,})$");
  private static final Pattern BRACKETED =
      Pattern.compile(
          "^(?:[■◆●○・□◇▼※]\\s?)?(?:<([^<>]{1,60})>|＜([^＞]{1,60})＞|【([^】]{1,60})】|《([^》]{1,60})》|「([^」]{1,60})」|\\[([^\\]]{1,60})])$");
  private static final Pattern LINK =
      Pattern.compile(
          "^(?:[〔\\[(（【]?(?:参考|参照|関連|reference|see also|link|出典)[^。]{0,20}[〕\\])）】]?[:：]?\\s*)?(?:https?://\\S+)?$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LATIN_IN_BRACKETS =
      Pattern.compile("^(.+?)\\s?[(（]([A-Za-z0-9][A-Za-z0-9 /_.-]{1,40})[)）]$");

  private static final class Entry {
    private final String heading;
    private final int line;
    private String text = "";
    private boolean told;

    Entry(String heading, int line) {
      this.heading = heading;
      this.line = line;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private @Nullable Entry open;

  private ManualTerms() {}

  /** The terms of a glossary's lines, in order. */
  static List<Term> read(List<ManualLine> lines) {
    ManualTerms terms = new ManualTerms();
    for (ManualLine line : lines) {
      terms.line(line);
    }
    return terms.entries.stream()
        .filter(entry -> !entry.text.isEmpty())
        .map(ManualTerms::term)
        .toList();
  }

  private static Term term(Entry entry) {
    Matcher told = DEFINITION.matcher(entry.text);
    boolean toldAgain =
        told.matches() && entry.text.substring(told.end(1)).strip().startsWith("とは");
    return new Term(
        name(toldAgain ? told.group(1).strip() : entry.heading), entry.text, entry.line);
  }

  /** "SMTP 認証方式(SMTP-AUTH)" is asked for as SMTP-AUTH; "POP の問題点" is about POP. */
  private static String name(String heading) {
    String bare = heading.replaceFirst("\\s?(?:の(?:問題点|解説|説明|概要|意味)|とは|について)[?？]?$", "");
    bare =
        bare.replaceFirst("^(?i:what is|what's|about)\\s(?:an?\\s|the\\s)?", "")
            .replaceFirst("[?？]$", "");
    Matcher brackets = LATIN_IN_BRACKETS.matcher(bare);
    boolean japanese =
        brackets.matches()
            && brackets.group(1).codePoints().anyMatch(c -> Character.isIdeographic(c));
    return japanese ? brackets.group(2) : bare;
  }

  private void line(ManualLine line) {
    String text = line.text();
    if (LINK.matcher(text).matches() && (text.contains("http") || text.length() < 30)) {
      return;
    }
    Optional<String> heading = heading(line);
    if (heading.isPresent()) {
      open(heading.get(), line);
      return;
    }
    Matcher definition = DEFINITION.matcher(text.replace("\t", "："));
    boolean told = text.contains("とは");
    boolean listed =
        line.form() == Form.ITEM
            || line.form() == Form.ROW
            || open == null
            || (told && open.told)
            || (!told
                && line.afterBlank()
                && !ManualText.hasJapanese(definition.matches() ? definition.group(1) : "あ"));
    if (listed && definition.matches()) {
      Entry entry = open(definition.group(1).strip(), line);
      entry.text = told ? text : definition.group(2);
      entry.told = told;
    } else if (open != null && open.text.length() <= ManualText.LONGEST_PARAGRAPH) {
      open.text = ManualText.join(open.text, text.replace('\t', ' '));
    }
  }

  private Entry open(String heading, ManualLine line) {
    Entry entry = new Entry(heading, line.number());
    entries.add(entry);
    open = entry;
    return entry;
  }

  private static Optional<String> heading(ManualLine line) {
    Matcher bracketed = BRACKETED.matcher(line.text());
    if (bracketed.matches()) {
      for (int group = 1; group <= bracketed.groupCount(); group++) {
        if (bracketed.group(group) != null) {
          return Optional.of(bracketed.group(group).strip());
        }
      }
    }
    boolean printed =
        line.isHeading()
            || line.form() == Form.BOLD
            || (line.text().matches("^[■◆□◇▼●].{1,60}") && !ManualText.endsWithStop(line.text()));
    if (!printed) {
      return Optional.empty();
    }
    String title =
        ManualNumber.of(line.text())
            .filter(n -> !n.title().isEmpty())
            .map(ManualNumber::title)
            .orElse(line.text());
    return Optional.of(title.replaceFirst("^[■◆□◇▼●]\\s?", "").replaceFirst("[:：]$", ""));
  }
}
