package annai.connectors.ticket.jira;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that look like markup, and texts of chance made of what looks like it. */
public final class StrangeTexts {

  private static final List<String> PIECES =
      List.of(
          "{code}",
          "{noformat}",
          "[~admin]",
          "[x|http://e.example]",
          "!a.png!",
          "\\",
          "\\\\",
          " ",
          "\n",
          "\n\n",
          "*",
          "_",
          "-",
          "--",
          "+",
          "^",
          "~",
          "??",
          "|",
          "||",
          "#",
          "h1.",
          "bq.",
          "&amp;",
          "&#123;",
          "&",
          ";",
          ")",
          "(",
          ":",
          ":D",
          "(y)",
          "(/)",
          "a",
          "あ",
          "🙇‍♀️",
          "1",
          "{",
          "}",
          "[",
          "]",
          "!",
          "\t",
          "<b>",
          "MAIL-1",
          "@",
          "%",
          "·",
          "annai-0123456789abcdef0123");

  private StrangeTexts() {}

  public static Stream<String> all() {
    return Stream.concat(
        Stream.of(
            "",
            "first line\nsecond line",
            "\n\nblank lines around\n\n\n\n",
            "  blanks  around  ",
            "{code}rm -rf{code} {noformat}",
            "[~admin] [text|http://evil.example] !picture.png|thumbnail!",
            "C:\\Users\\taro \\\\ end \\",
            "* bullet\n# one\n- two\n---- \nh1. big\nbq. quoted\n||head||\n|cell|",
            "&amp; &lt;b&gt; &#92; &unknown; & alone",
            ":) ;) :D :P (y) (/) (*r) \\) \\( &)",
            "_a_ *b* -c- +d+ ^e^ ~f~ ??g?? {{h}} snake_case 2-3 a*b",
            "全角ＡＢＣ 🙇‍♀️ <b>&amp;</b> ' -- \\ "),
        byChance());
  }

  private static Stream<String> byChance() {
    Random random = new Random(20260131);
    return IntStream.range(0, 3_000)
        .mapToObj(
            _ ->
                IntStream.range(0, random.nextInt(14))
                    .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
                    .reduce("", String::concat));
  }
}
