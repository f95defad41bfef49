package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualLine.Form;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the markup off a manual, whatever it is: Markdown of several kinds, wiki headings, pieces
 * of HTML.
 *
 * <p>Only the tags that HTML has are markup; anything else between angle brackets is text.
 */
final class ManualMarkup {

  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]{0,10})\\b([^<>]{0,500})>");
  private static final Pattern INLINE_TAG =
      Pattern.compile(
          "a|abbr|b|big|code|em|font|i|img|kbd|label|mark|q|ruby|rb|rp|rt|s|samp|small|span|strong|sub|sup|tt|u|var|wbr|input|button|center",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BLOCK_TAG =
      Pattern.compile(
          "address|article|aside|blockquote|body|br|caption|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|li|link|main|meta|nav|ol|p|pre|script|section|style|table|tbody|td|tfoot|th|thead|title|tr|ul",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ATX = Pattern.compile("^ {0,6}([#＃]{1,6})(?![#＃])(.*)$");
  private static final Pattern WIKI = Pattern.compile("^(={2,6}) ?([^=].{0,200}?) ?={0,6}$");
  private static final Pattern UNDERLINE = Pattern.compile("^ {0,3}(=+|-+|~+|\\^+|＝+)$");
  private static final Pattern RULE = Pattern.compile("^[-*_=~‐–—─━＝ ]{3,}$");
  private static final Pattern ITEM =
      Pattern.compile(
          "^(?:[-*+–—−‐](?:\\s+|(?=[①-⑳❶-❿]))|[•・●○◯▪‣◦▶►▷➢✓✔☐➔→＊]\\s*|ー\\s+(?=[①-⑳]))(?:\\[[ xX]?]\\s+)?");
  private static final Pattern JOINED = Pattern.compile("^([^①-⑳❶-❿⓵-⓾]{2,40})([①❶⓵].+)$");
  private static final Pattern CALLOUT =
      Pattern.compile("^\\[!(NOTE|WARNING|CAUTION|IMPORTANT|TIP)]\\s*", Pattern.CASE_INSENSITIVE);

  private final List<ManualLine> lines = new ArrayList<>();
  private final Deque<Integer> orderedLists = new ArrayDeque<>();
  private boolean blank = true;
  private String insideUntil = "";
  private int htmlHeading;

  private ManualMarkup() {}

  /** The lines that have text, in order. */
  static List<ManualLine> read(String text) {
    ManualMarkup markup = new ManualMarkup();
    String[] physical = text.split("\r\n|\n|\r", -1);
    int start = markup.frontMatter(physical);
    for (int i = start; i < physical.length; i++) {
      markup.line(i + 1, ManualText.clean(physical[i]));
    }
    return markup.lines.stream().flatMap(line -> headingAlone(line).stream()).toList();
  }

  /** A heading that a scanner joined with the first step below it, as two lines again. */
  private static List<ManualLine> headingAlone(ManualLine line) {
    Matcher joined = JOINED.matcher(line.text());
    if (!line.isHeading()
        || !joined.matches()
        || ManualHeadings.kindOf(joined.group(1)).isEmpty()) {
      return List.of(line);
    }
    ManualLine step = line.withText(joined.group(2)).as(Form.PLAIN, 0);
    return List.of(line.withText(joined.group(1).strip()), step);
  }

  private int frontMatter(String[] physical) {
    if (!physical[0].strip().equals("---")) {
      return 0;
    }
    for (int i = 1; i < Math.min(physical.length, 60); i++) {
      if (physical[i].strip().equals("---")) {
        return i + 1;
      }
      if (!physical[i].isBlank() && !physical[i].matches("^\\s*(?:[\\w-]{1,40}:.*|- .*|#.*)$")) {
        return 0;
      }
    }
    return 0;
  }

  private void line(int number, String line) {
    String left = skipHidden(line);
    if (left.indexOf('<') >= 0 && TAG.matcher(left).find()) {
      html(number, left);
    } else {
      piece(number, left);
    }
  }

  /** Leaves out comments, scripts and styles, over lines too. */
  private String skipHidden(String line) {
    String left = line;
    StringBuilder shown = new StringBuilder();
    while (true) {
      if (!insideUntil.isEmpty()) {
        Matcher end =
            Pattern.compile(Pattern.quote(insideUntil), Pattern.CASE_INSENSITIVE).matcher(left);
        if (!end.find()) {
          return shown.toString();
        }
        left = left.substring(end.end());
        insideUntil = "";
      }
      Matcher hidden = HIDDEN.matcher(left);
      if (!hidden.find()) {
        return shown.append(left).toString();
      }
      shown.append(left, 0, hidden.start());
      String opened = hidden.group().toLowerCase(Locale.ROOT);
      insideUntil =
          opened.startsWith("<!") ? "-->" : opened.startsWith("<sc") ? "</script>" : "</style>";
      left = left.substring(hidden.end());
    }
  }

  private static final Pattern HIDDEN =
      Pattern.compile("<!--|<(?:script|style)\\b[^>]{0,300}>", Pattern.CASE_INSENSITIVE);

  private void html(int number, String line) {
    StringBuilder piece = new StringBuilder();
    Matcher tag = TAG.matcher(line);
    int from = 0;
    while (tag.find()) {
      piece.append(line, from, tag.start());
      from = tag.end();
      String name = tag.group(2).toLowerCase(Locale.ROOT);
      boolean closes = !tag.group(1).isEmpty();
      if (name.matches("b|strong")) {
        piece.append("**");
      } else if (BLOCK_TAG.matcher(name).matches()) {
        block(number, name, closes, piece);
      } else if (!INLINE_TAG.matcher(name).matches()) {
        piece.append(tag.group());
      }
    }
    piece.append(line, from, line.length());
    flush(number, piece);
  }

  private void block(int number, String name, boolean closes, StringBuilder piece) {
    if (name.matches("t[dh]")) {
      piece.append(closes ? "|" : piece.isEmpty() ? "|" : "");
      return;
    }
    flush(number, piece);
    switch (name) {
      case "h1", "h2", "h3", "h4", "h5", "h6", "dt" -> {
        htmlHeading = closes ? 0 : name.equals("dt") ? 6 : name.charAt(1) - '0';
        blank = true;
      }
      case "ol" -> openOrClose(closes, 1);
      case "ul" -> openOrClose(closes, 0);
      case "li" -> {
        if (!closes) {
          int next = orderedLists.isEmpty() ? 0 : orderedLists.pop();
          piece.repeat(' ', 4 * orderedLists.size());
          piece.append(next > 0 ? next + ". " : "- ");
          orderedLists.push(next > 0 ? next + 1 : 0);
        }
      }
      case "br", "dd" -> {}
      default -> blank = true;
    }
  }

  private void openOrClose(boolean closes, int first) {
    blank = true;
    if (!closes) {
      orderedLists.push(first);
    } else if (!orderedLists.isEmpty()) {
      orderedLists.pop();
    }
  }

  private void flush(int number, StringBuilder piece) {
    if (!piece.toString().isBlank()) {
      if (htmlHeading > 0) {
        add(number, piece.toString(), piece.toString(), Form.HEADING, htmlHeading, 0);
      } else {
        piece(number, piece.toString());
      }
    }
    piece.setLength(0);
  }

  private void piece(int number, String line) {
    String left = line.strip();
    int indent = ManualText.width(line.stripTrailing()) - ManualText.width(left);
    while (left.startsWith("> ") || left.equals(">")) {
      left = left.substring(1).strip();
    }
    left = left.replaceFirst("^:\\s+", "").replace('｜', '|');
    left = CALLOUT.matcher(left).replaceFirst("$1: ");
    if (left.isEmpty() || left.startsWith("```") || left.startsWith("~~~")) {
      blank = true;
      return;
    }
    if (underlines(left) || RULE.matcher(left).matches()) {
      blank = true;
      return;
    }
    Matcher atx = ATX.matcher(left);
    Matcher wiki = WIKI.matcher(left);
    if (atx.matches() && isAtx(atx)) {
      add(
          number,
          line,
          atx.group(2).replaceFirst("[#＃ ]+$", ""),
          Form.HEADING,
          atx.group(1).length(),
          0);
    } else if (wiki.matches()) {
      add(number, line, wiki.group(2), Form.HEADING, wiki.group(1).length(), 0);
    } else if (left.startsWith("|") || isRow(left)) {
      row(number, line, left);
    } else {
      words(number, line, left, indent);
    }
  }

  private static boolean isAtx(Matcher atx) {
    String title = atx.group(2);
    return !title.isBlank()
        && (Character.isSpaceChar(title.charAt(0))
            || atx.group(1).length() > 1
            || title.codePointAt(0) > 0x7F);
  }

  /** A line of = or - directly below a short line makes that one a heading. */
  private boolean underlines(String line) {
    if (blank || lines.isEmpty() || !UNDERLINE.matcher(line).matches()) {
      return false;
    }
    ManualLine above = lines.getLast();
    boolean title =
        (above.form() == Form.PLAIN || above.form() == Form.BOLD)
            && !ManualText.endsWithStop(above.text())
            && ManualText.width(above.text()) <= 80
            && line.length() >= 2;
    if (title) {
      lines.set(lines.size() - 1, above.as(Form.HEADING, line.startsWith("=") ? 1 : 2));
    }
    return title;
  }

  private static boolean isRow(String line) {
    return line.contains(" | ")
        || line.chars().filter(c -> c == '|').count() >= 2
        || line.matches("[^|]{1,40}\\|[^|]{1,60}");
  }

  private void row(int number, String line, String left) {
    if (left.matches("[|:+\\s-]+")) {
      return;
    }
    StringBuilder cells = new StringBuilder();
    for (String cell : left.split("\\|", -1)) {
      if (!cell.isBlank()) {
        cells.append(cells.isEmpty() ? "" : "\t").append(cell.strip());
      }
    }
    if (cells.indexOf("\t") < 0 && !left.startsWith("|")) {
      words(number, line, left, 0);
    } else {
      add(number, line, cells.toString(), Form.ROW, 0, 0);
    }
  }

  private void words(int number, String line, String left, int indent) {
    Matcher item = ITEM.matcher(left);
    boolean listed = item.find() && !left.substring(item.end()).isBlank();
    String words = listed ? left.substring(item.end()).strip() : left;
    if (listed && ATX.matcher(words).matches() && isAtxItem(words)) {
      add(number, line, words.replaceFirst("^#+", ""), Form.HEADING, 6, indent);
      return;
    }
    boolean bold = words.matches("^(?:\\*\\*|__)(?:(?!\\*\\*|__).){1,200}(?:\\*\\*|__)[:：]?$");
    add(number, line, words, bold ? Form.BOLD : listed ? Form.ITEM : Form.PLAIN, 0, indent);
  }

  private static boolean isAtxItem(String words) {
    Matcher atx = ATX.matcher(words);
    return atx.matches() && isAtx(atx);
  }

  private void add(int number, String raw, String text, Form form, int level, int indent) {
    String words = ManualInline.plain(text);
    String repaired =
        form == Form.ROW
            ? String.join(
                "\t",
                words
                    .lines()
                    .flatMap(w -> List.of(w.split("\t")).stream())
                    .map(ManualText::repairBlanks)
                    .toList())
            : ManualText.repairBlanks(words);
    if (!repaired.isEmpty()) {
      lines.add(
          new ManualLine(
              number,
              raw.stripTrailing(),
              repaired,
              form,
              level,
              indent,
              blank || form == Form.HEADING));
      blank = form == Form.HEADING;
    } else {
      blank = true;
    }
  }
}
