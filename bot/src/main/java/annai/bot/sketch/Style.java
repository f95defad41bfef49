package annai.bot.sketch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The colours of all drawings, light and dark.
 *
 * <p>Text on its ground is at least 4.5:1, the frame of what to touch at least 3:1.
 */
final class Style {

  static final String SHEET =
      """
      svg{--paper:#fbfcfb;--bar:#e4e9e6;--line:#84918a;--ink:#1c2422;--muted:#55615c;--faint:#d5dcd8;\
      --field:#fff;--touch:#b3370a;--soft:#fdece2;--touch-ink:#fff;--value:#084f46;--on:#0b665a}
      @media screen and (prefers-color-scheme:dark){svg{--paper:#222b27;--bar:#313c37;--line:#75857d;\
      --ink:#e8efeb;--muted:#b3c0ba;--faint:#3f4b45;--field:#161d1a;--touch:#ffa36b;--soft:#43291a;\
      --touch-ink:#2a1203;--value:#a4e6d6;--on:#63cdb5}}
      text{font:15px system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,"Hiragino Sans",\
      "Yu Gothic UI",Meiryo,"Noto Sans CJK JP",sans-serif;fill:var(--ink)}
      .title{font-size:14px;font-weight:600}.name{font-weight:600}.quiet{font-size:14px;fill:var(--muted)}
      .link{fill:var(--on);text-decoration:underline}.value{font-weight:700;fill:var(--value)}
      .number{font-size:13px;font-weight:700;fill:var(--touch-ink);text-anchor:middle}
      .middle{text-anchor:middle}
      .paper{fill:var(--paper);stroke:var(--line)}.bar{fill:var(--bar);stroke:var(--line)}
      .field,.button{fill:var(--field);stroke:var(--line)}.ghost{fill:var(--faint)}
      .rule,.mark{fill:none;stroke:var(--line)}.mark{stroke:var(--muted);stroke-width:1.5}
      .touch{fill:var(--soft);stroke:var(--touch);stroke-width:2.5}
      .badge{fill:var(--touch)}.arrow{fill:none;stroke:var(--touch);stroke-width:3}
      .tick{fill:none;stroke:var(--on);stroke-width:3}.on{fill:var(--on)}.off{fill:var(--line)}
      .knob{fill:var(--field)}.caret{fill:none;stroke:var(--touch);stroke-width:2}
      """;

  private Style() {}

  /** The sheet as a source of the Content-Security-Policy. */
  static String source() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(SHEET.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
