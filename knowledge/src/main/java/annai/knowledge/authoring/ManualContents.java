package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualLine.Form;
import annai.knowledge.authoring.ManualReading.Remark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leaves out what repeats the manual instead of telling it: contents, page numbers, headers,
 * figures.
 */
final class ManualContents {

  private static final Pattern TITLE =
      Pattern.compile(
          "^(?:本書の|主な)?(?:目次|もくじ|目錄|index|contents|tableofcontents|toc|索引|inthis(?:guide|document|manual))[:：]?$");
  private static final Pattern LEADER =
      Pattern.compile(
          "(?:[.．・…‥·_─-]\\s?){4,80}\\s*[(（]?(?:p\\.?|P\\.?)?\\s*[0-9０-９]{1,3}(?:ページ|頁)?[)）]?\\s*$|[…‥]{1,}\\s*[0-9０-９]{1,3}\\s*$");
  private static final Pattern PAGE_AT_END =
      Pattern.compile(
          "(?:\\t\\s*|\\s{3,}|[\\s　][Pp]\\.?\\s?|[(（][Pp]\\.?\\s?)[0-9０-９]{1,3}(?:ページ|頁)?[)）]?\\s*$");
  private static final Pattern NUMBER_AT_END = Pattern.compile("\\s([0-9]{1,3})$");
  private static final Pattern ANCHOR =
      Pattern.compile(
          "^\\s*(?:[-*+•・]|\\d{1,2}\\.)?\\s*\\[[^\\[\\]]{1,200}]\\(#[^()]{0,200}\\)\\s*$|<a\\s[^>]*href=[\"']?#");
  private static final Pattern PAGE_NUMBER =
      Pattern.compile(
          "^(?:[-–—‐−~〜\\[(（|]\\s?){0,6}(?:page|p\\.?|ページ)?\\s?[0-9]{1,3}\\s?(?:(?:/|of|／)\\s?[0-9]{1,3})?\\s?(?:ページ|頁|/\\s?[0-9]{1,3}ページ)?(?:\\s?[-–—‐−~〜\\])）|]){0,6}$");
  private static final String FIGURE_WORD =
      "(?:画像|図|写真|スクリーンショット|画面イメージ|image|screenshot|figure|fig\\.?)";
  private static final Pattern FIGURE =
      Pattern.compile(
          "^[\\[(（【<]\\s?"
              + FIGURE_WORD
              + "[^。\\])）】>]{0,40}[\\])）】>]$"
              + "|^"
              + FIGURE_WORD
              + "\\s?[0-9]{1,3}(?:[-.][0-9]{1,3})*(?:[:：.\\s][^。]{0,60})?$");
  private static final Pattern IMPRINT =
      Pattern.compile("©|copyright|\\(c\\) ?(?:19|20)|all rights reserved|無断転載|無断複製");

  private static final Pattern PAGE_OF_TITLE =
      Pattern.compile(
          "(?:page|p\\.|ページ)\\s?[0-9]{1,3}(?:\\s?(?:/|of)\\s?[0-9]{1,3})?$|[0-9]{1,3}\\s?(?:/\\s?[0-9]{1,3}|ページ|頁)$");

  /** In characters; no line of contents, header or footer is longer. */
  private static final int LONGEST = 300;

  /** In pages. */
  private static final int LONGEST_SECTION = 15;

  private final List<Remark> repairs;
  private final List<ManualLine> kept = new ArrayList<>();
  private final Set<String> entries = new HashSet<>();
  private int page;
  private boolean inContents;
  private int pagedEntries;
  private int from;
  private int to;

  private ManualContents(List<Remark> repairs) {
    this.repairs = repairs;
  }

  /** The lines without those; every line left out is told to {@code repairs}. */
  static List<ManualLine> leaveOut(List<ManualLine> lines, List<Remark> repairs) {
    ManualContents contents = new ManualContents(repairs);
    List<ManualLine> told = contents.withoutFurniture(lines);
    Set<Integer> runs = runs(told);
    for (int i = 0; i < told.size(); i++) {
      ManualLine next = told.get(Math.min(i + 1, told.size() - 1));
      if (contents.isEntry(told.get(i), next, runs)) {
        contents.skip(told.get(i));
      } else {
        contents.kept.add(told.get(i));
      }
    }
    contents.tell();
    return List.copyOf(contents.kept);
  }

  private boolean isEntry(ManualLine line, ManualLine next, Set<Integer> runs) {
    if (line.raw().length() > LONGEST) {
      inContents = false;
      return false;
    }
    String key = ManualText.key(line.text());
    if (TITLE.matcher(key.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "")).matches()) {
      inContents = true;
      entries.clear();
      pagedEntries = 0;
      page = 0;
      return true;
    }
    if (LEADER.matcher(line.raw()).find()
        || ANCHOR.matcher(line.raw()).find()
        || runs.contains(line.number())) {
      inContents = inContents && continues(line, next, key);
      return true;
    }
    inContents = inContents && continues(line, next, key);
    return inContents;
  }

  /** Whether a line below the contents' title still belongs to it. */
  private boolean continues(ManualLine line, ManualLine next, String key) {
    boolean counted = countsPages(line);
    boolean paged = isPaged(line) || counted;
    if (counted) {
      turnTo(line);
    }
    String title = paged ? key.replaceAll("\\d+(?:ページ|頁)?$", "") : key;
    pagedEntries += paged ? 1 : 0;
    boolean sentence = ManualText.endsWithStop(line.text()) || ManualText.width(line.text()) > 90;
    boolean numbered = !title.isEmpty() && Character.isDigit(title.charAt(0));
    boolean again = !entries.add(title) && !paged && (numbered || !isKindWord(title));
    boolean outside =
        !paged && (line.isHeading() || (pagedEntries >= 3 && !isPaged(next) && !countsPages(next)));
    return !sentence && !again && !outside;
  }

  private static boolean isPaged(ManualLine line) {
    return line.raw().length() <= LONGEST
        && (PAGE_AT_END.matcher(line.raw()).find() || LEADER.matcher(line.raw()).find());
  }

  /** Whether a line ends with a page that follows the last one, as only contents count. */
  private boolean countsPages(ManualLine line) {
    Matcher number = NUMBER_AT_END.matcher(ManualText.fold(line.text()));
    if (!number.find()) {
      return false;
    }
    int next = Integer.parseInt(number.group(1));
    return next >= page && next <= page + LONGEST_SECTION;
  }

  private void turnTo(ManualLine line) {
    Matcher number = NUMBER_AT_END.matcher(ManualText.fold(line.text()));
    page = number.find() ? Integer.parseInt(number.group(1)) : page;
  }

  private static boolean isKindWord(String title) {
    return ManualHeadings.kindOf(title).isPresent() && title.length() <= 12;
  }

  /** Three lines or more in a row that end with a page number are contents without a title. */
  private static Set<Integer> runs(List<ManualLine> lines) {
    Set<Integer> runs = new HashSet<>();
    List<Integer> run = new ArrayList<>();
    for (ManualLine line : lines) {
      boolean paged =
          line.form() != Form.ROW
              && line.raw().length() <= LONGEST
              && PAGE_AT_END.matcher(line.raw()).find()
              && !ManualText.endsWithStop(line.text());
      if (paged) {
        run.add(line.number());
      }
      if (!paged || line.equals(lines.getLast())) {
        if (run.size() >= 3) {
          runs.addAll(run);
        }
        run.clear();
      }
    }
    return runs;
  }

  private List<ManualLine> withoutFurniture(List<ManualLine> lines) {
    Map<String, Integer> counts = new HashMap<>();
    for (ManualLine line : lines) {
      counts.merge(mask(line), 1, Integer::sum);
    }
    List<ManualLine> told = new ArrayList<>();
    for (ManualLine line : lines) {
      String what = furniture(line, counts.getOrDefault(mask(line), 0));
      if (what.isEmpty()) {
        told.add(line);
      } else {
        repairs.add(new Remark(line.number(), what + " left out: '" + line.text() + "'"));
      }
    }
    return told;
  }

  private static String furniture(ManualLine line, int times) {
    if (line.raw().length() > LONGEST) {
      return "";
    }
    String folded = ManualText.fold(line.text());
    boolean dashed = line.raw().strip().matches("^[-–—‐−]\\s?[0-9０-９]{1,3}\\s?[-–—‐−]$");
    if (dashed || (line.form() == Form.PLAIN && PAGE_NUMBER.matcher(folded).matches())) {
      return "Page number";
    }
    if (IMPRINT.matcher(folded).find() && line.text().length() < 120) {
      return "Imprint";
    }
    if (line.form() == Form.PLAIN
        && FIGURE.matcher(folded).matches()
        && !ManualText.endsWithStop(folded)) {
      return "Figure";
    }
    boolean paged = PAGE_OF_TITLE.matcher(folded).find();
    boolean row = line.form() == Form.ROW && paged;
    boolean often = times >= (paged ? 2 : 3);
    return often && (line.form() == Form.PLAIN || row) && isRunningTitle(line)
        ? "Running title"
        : "";
  }

  /**
   * A header or footer of pages: short, no list item, no sentence, no label, nothing that heads
   * steps.
   */
  private static boolean isRunningTitle(ManualLine line) {
    String text = line.text();
    boolean label = text.matches("^[\\[「『【<(（■□◆●※].*");
    return line.afterBlank()
        && !label
        && ManualText.width(text) <= 80
        && !ManualText.endsSentence(text)
        && ManualMarker.of(text).isEmpty()
        && ManualHeadings.kindOf(text).isEmpty()
        && !ManualHeadings.isInstruction(text)
        && (ManualMailClients.recognise(text, null).isEmpty()
            || text.matches(".*(?:マニュアル|手順書|ガイド|[Gg]uide|[Mm]anual).*[0-9０-９]\\s*$"));
  }

  private static String mask(ManualLine line) {
    return ManualText.key(line.text()).replaceAll("\\d+", "#");
  }

  private void skip(ManualLine line) {
    if (from == 0) {
      from = line.number();
    } else if (line.number() > to + 6) {
      tell();
      from = line.number();
    }
    to = line.number();
  }

  private void tell() {
    if (from > 0) {
      repairs.add(new Remark(from, "Contents left out, lines %d to %d".formatted(from, to)));
    }
    from = 0;
  }
}
