package annai.bot.attachments;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of files, made fit to be shown and to be saved.
 *
 * <p>Folders, control characters and what changes the direction or is not seen (Unicode categories
 * Cc, Cf, Cs, Co, Cn, Zl, Zp) are taken out, and the name ends as its content says, so that a
 * picture never opens as a program.
 */
final class FileName {

  private static final int MAX_CHARACTERS = 120;
  private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");
  private static final Pattern BLANKS = Pattern.compile("[\\p{Zs}]+");
  private static final Pattern EDGES = Pattern.compile("^[. ]+|[. ]+$");

  /** Names that Windows keeps for devices. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private static final Set<String> PROGRAMS =
      Set.of(
          "app", "bash", "bat", "cmd", "com", "command", "cpl", "desktop", "dll", "exe", "hta",
          "inf", "jar", "js", "jse", "lnk", "mjs", "msc", "msi", "php", "pif", "pl", "ps1", "psm1",
          "py", "rb", "reg", "scf", "scr", "sh", "url", "vb", "vbe", "vbs", "webloc", "wsf", "wsh",
          "zsh");

  private static final Set<String> PAGES =
      Set.of(
          "htm", "html", "mht", "mhtml", "shtml", "svg", "svgz", "xht", "xhtml", "xml", "xsl",
          "xslt");

  private FileName() {}

  /** The name as it is shown and saved. */
  static String clean(String given, FileKind kind) {
    String name = Normalizer.normalize(plain(given), Normalizer.Form.NFC);
    if (name.isEmpty()) {
      name = "file";
    }
    if (DEVICE.matcher(name).matches()) {
      name = "_" + name;
    }
    String extension = extension(name);
    if (kind.fits(extension)) {
      String stem = name.substring(0, name.length() - extension.length() - 1);
      return cut(stem, MAX_CHARACTERS) + name.substring(name.length() - extension.length() - 1);
    }
    return cut(name, MAX_CHARACTERS) + "." + kind.extension();
  }

  /** The same name for the so-manieth file of that name, from 2. */
  static String numbered(String name, int n) {
    int dot = name.lastIndexOf('.');
    return "%s (%d)%s".formatted(name.substring(0, dot), n, name.substring(dot));
  }

  /** Whether a text of this name would be run by whoever opens it. */
  static boolean isProgram(String given) {
    return PROGRAMS.contains(extension(plain(given)));
  }

  /** Whether a text of this name would be opened as a page. */
  static boolean isPage(String given) {
    return PAGES.contains(extension(plain(given)));
  }

  /** Whether it is named as a mail. */
  static boolean isMail(String given) {
    return extension(plain(given)).equals("eml");
  }

  private static String plain(String given) {
    String name = FOLDERS.matcher(given).replaceFirst("");
    name = UNSEEN.matcher(name).replaceAll("");
    name = BLANKS.matcher(name).replaceAll(" ");
    return EDGES.matcher(name).replaceAll("");
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static String cut(String text, int characters) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters)).strip();
  }
}
