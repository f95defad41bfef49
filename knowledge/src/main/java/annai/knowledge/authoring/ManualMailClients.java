package annai.knowledge.authoring;

import annai.knowledge.OperatingSystem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises mail clients and operating systems in the headings of a manual.
 *
 * <p>Works on {@link ManualText#key keys}, so that width, case and blanks inside words don't
 * matter.
 */
final class ManualMailClients {

  private static final String VERSION =
      "(?:[(・]?(?:version|ver\\.?|v\\.?)?(\\d{1,4}(?:\\.\\d{1,3}|\\.x)*(?:[/・,、~〜-]\\d{1,4}(?:\\.\\d{1,3})*)*|365|xp(?!\\w)))?";

  private record Product(
      String family, @Nullable OperatingSystem os, String name, Pattern pattern) {}

  /** In this order: what is more special stands first. */
  private static final List<Product> PRODUCTS =
      List.of(
          other(
              "Outlook for Mac",
              OperatingSystem.MACOS,
              "(?:microsoft|ms)?(?:office)?outlook(\\d{4})?[(-]?formac|(?:macos|osx|mac)(?:用|版|の)?(?:microsoft|ms)?(?:office)?outlook"
                  + VERSION),
          other(
              "new Outlook",
              null,
              "(?:新しい|new|新)(?:microsoft)?outlook|outlook[(]?(?:new|新)(?:[)]|$)"),
          other("Outlook.com", null, "outlook\\.com|outlookontheweb|outlookwebapp"),
          product(
              "outlook-express",
              null,
              "Outlook Express",
              "(?:microsoft|ms)?(?:outlook|アウトルック)(?:express|エクスプレス)" + VERSION),
          product(
              "outlook",
              null,
              "Outlook",
              "(?:microsoft|ms)?(?:office)?(?:outlook|アウトルック)(?:for(?:windows|microsoft365|office365))?(?:microsoft|office)?"
                  + VERSION),
          product(
              "windows-10-mail",
              OperatingSystem.WINDOWS,
              "Windows 10 メール",
              "windows10(?:標準|の|用|版|付属)*(?:メール|mail)(?:アプリ|app)?()|mailforwindows10|(?:メール|mail)(?:アプリ|app)?[(](?:for)?windows10[)]"),
          product(
              "windows-live-mail",
              OperatingSystem.WINDOWS,
              "Windows Live メール",
              "windowslive(?:メール|mail)" + VERSION),
          other(
              "Windows 11 メール",
              OperatingSystem.WINDOWS,
              "windows11(?:標準|の|用|版)*(?:メール|mail)(?:アプリ|app)?()"),
          other(
              "Windows メール",
              OperatingSystem.WINDOWS,
              "windows(?:vista)?(?:メール|mail)(?:アプリ|app)?()"),
          product("becky", null, "Becky!", "becky!?(?:internetmail)?" + VERSION),
          product(
              "thunderbird", null, "Thunderbird", "(?:mozilla)?(?:thunderbird|サンダーバード)" + VERSION),
          other("Shuriken", null, "(?:shuriken|シュリケン)(?:pro)?" + VERSION),
          other("Sylpheed", null, "sylpheed" + VERSION),
          other("秀丸メール", null, "秀丸メール" + VERSION),
          other("EdMax", null, "edmax" + VERSION),
          other("AL-Mail", null, "al-?mail(?:32)?" + VERSION),
          other("Eudora", null, "eudora" + VERSION),
          other("Winbiff", null, "winbiff" + VERSION),
          other("eM Client", null, "emclient" + VERSION),
          other("Postbox", null, "postbox" + VERSION),
          other("Mailbird", null, "mailbird" + VERSION),
          other("Mailspring", null, "mailspring" + VERSION),
          other("The Bat!", null, "thebat!" + VERSION),
          other("Evolution", null, "(?:gnome)?evolution" + VERSION),
          other("KMail", null, "kmail" + VERSION),
          other("Claws Mail", null, "clawsmail" + VERSION),
          other("Geary", null, "geary" + VERSION),
          other("K-9 Mail", null, "k-?9mail" + VERSION),
          other("Aqua Mail", null, "aquamail" + VERSION),
          other("BlueMail", null, "bluemail" + VERSION),
          other("FairEmail", null, "fairemail" + VERSION),
          other("Spark", null, "spark(?:mail|メール)?" + VERSION + "$"),
          other("Airmail", null, "airmail" + VERSION),
          other("Canary Mail", null, "canarymail" + VERSION),
          other("Entourage", null, "entourage" + VERSION),
          other("Opera Mail", null, "operamail" + VERSION),
          other("SeaMonkey", null, "seamonkey" + VERSION),
          other("IncrediMail", null, "incredimail" + VERSION),
          other("Foxmail", null, "foxmail" + VERSION),
          other("Samsung Email", OperatingSystem.ANDROID, "samsunge-?mail" + VERSION),
          product(
              "android-gmail",
              OperatingSystem.ANDROID,
              "Gmail",
              "gmail(?:アプリ|app)?[(]android"
                  + VERSION
                  + "|android(?:os|端末|スマートフォン)?(?:の|版|用)?(?:[(]?gmail(?:アプリ|app)?)"
                  + VERSION),
          other("Gmail", null, "gmail(?:アプリ|app)?()"),
          product(
              "ipad-mail",
              OperatingSystem.IOS,
              "iPad",
              "(?:ios|ipados)"
                  + VERSION
                  + "[)・/]*[(]?(?:の)?ipad[)]?|ipad[(]?(?:ios|ipados)?"
                  + VERSION
                  + "[)]?(?:(?:の|標準|純正)*(?:メール|mail)(?:アプリ|app)?)?"),
          product(
              "iphone-mail",
              OperatingSystem.IOS,
              "iPhone",
              "ios"
                  + VERSION
                  + "[)・/]*[(]?(?:の)?iphone[)]?|iphone[(]?(?:ios)?"
                  + VERSION
                  + "[)]?(?:(?:の|標準|純正)*(?:メール|mail)(?:アプリ|app)?)?"),
          product(
              "iphone-mail",
              OperatingSystem.IOS,
              "iOS",
              "ios" + VERSION + "(?:の|標準|純正)*(?:メール|mail)(?:アプリ|app)?"),
          product(
              "mac-mail",
              OperatingSystem.MACOS,
              "Mac メール",
              "(?:macosx?|macintosh|osx|mac)(?:の|標準|純正|用|版)*"
                  + VERSION
                  + "(?:の|標準|純正|付属)*[(]?(?:apple)?(?:メール|mail)(?:\\.app|アプリ|app)?(?![a-z])"
                  + VERSION),
          product(
              "mac-mail",
              OperatingSystem.MACOS,
              "Mac メール",
              "(?:apple|アップル)(?:メール|mail)(?:アプリ|app)?"
                  + VERSION
                  + "|mail\\.app"
                  + VERSION
                  + "|(?:メール|mail)(?:アプリ|app)?"
                  + VERSION
                  + "[(](?:macosx?|osx|mac)"
                  + VERSION
                  + "[)]?"),
          product(
              "android-gmail",
              OperatingSystem.ANDROID,
              "Android",
              "android(?:os)?" + "(?:ver(?:sion)?\\.?)?(\\d{1,2}(?:\\.\\d{1,2}|\\.x)*)"));

  private static final Pattern SYSTEM_VERSION =
      Pattern.compile(
          "(?:macosx?|osx|ios|ipados|android)(?:ver(?:sion)?\\.?)?[a-z]{0,9}?(\\d{1,2}(?:\\.\\d{1,3}|\\.x)*)");

  /** The bare "メール" or "Mail", which means what its chapter's system brings along. */
  private static final Pattern PLAIN_MAIL =
      Pattern.compile("^(?:標準|純正|付属|の)*(?:メール|mail)(?:アプリ|app)?" + VERSION + "$");

  private static final String MACHINES =
      "パソコン|pc|スマートフォン|スマホ|タブレット|携帯(?:電話)?|端末|機|(?:desk|lap)tops?|computers?|phones?|tablets?|devices?";

  private static final Pattern SYSTEM =
      Pattern.compile(
          "^(?:microsoft|apple|google|"
              + MACHINES
              + "|[(・/、,])*(windows|macosx?|macintosh|mac|osx|ios|iphoneos|ipados|android|linux|ubuntu)(?:os)?"
              + "(?:ver(?:sion)?\\.?)?([a-z]{0,7}?(?:\\d{1,4}(?:\\.\\d{1,3}|\\.x)*)?)(?:以降|以前|編|版|用|搭載|環境|users?|"
              + MACHINES
              + "|[ごお]?(?:使い|利用)|お客様?|様|向け|場合|方|[のをはへ)・/、])*$");

  /**
   * @param rest what the heading says beside the mail client's name, as a key
   */
  record Match(ManualMailClient mailClient, String rest) {}

  /** An operating system named by a heading, with its version where one is printed. */
  record SystemName(OperatingSystem os, @Nullable String version) {}

  private ManualMailClients() {}

  /** The first mail client that a heading names; the chapter's system decides what "Mail" is. */
  static Optional<Match> recognise(String title, @Nullable OperatingSystem chapter) {
    String key = ManualText.key(title).replaceAll("[®™©「」\"']", "").replaceAll("[【】〔〕［］<>《》]", "");
    for (Product product : PRODUCTS) {
      Matcher found = product.pattern().matcher(key);
      if (found.find() && !isInsideWord(title, key, found.start())) {
        return Optional.of(match(product, found, key, chapter));
      }
    }
    Matcher mail = PLAIN_MAIL.matcher(key);
    if (mail.matches() && chapter != null) {
      return Optional.of(new Match(plainMail(title, chapter, mail.group(1)), ""));
    }
    return Optional.empty();
  }

  /** Whether a heading names one more mail client beside the first. */
  static boolean namesSeveral(String title) {
    return recognise(title, null).flatMap(match -> recognise(match.rest(), null)).isPresent();
  }

  /** The mail client whose name a misread heading is near to; only where one name is nearest. */
  static Optional<ManualMailClient> similar(String title) {
    String key =
        ManualText.key(title).replaceAll("[^\\p{L}\\p{N}]", "").replace('0', 'o').replace('1', 'l');
    String letters = key.replaceAll("(?:ver)?[\\do]*l*\\d+x?$", "");
    Optional<Product> nearest = Optional.empty();
    int least = letters.length() >= 8 ? 3 : letters.length() >= 6 ? 2 : 0;
    for (Product product : PRODUCTS) {
      String name = ManualText.key(product.name()).replaceAll("[^\\p{L}]", "");
      int distance = distance(letters, name);
      if (distance < least) {
        least = distance;
        nearest = Optional.of(product);
      }
    }
    Matcher version =
        Pattern.compile("(\\d{1,4}(?:\\.\\d+|\\.x)*)$").matcher(ManualText.key(title));
    String printed = version.find() ? version.group(1) : null;
    return nearest.map(p -> new ManualMailClient(p.family(), p.os(), printed, p.name()));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /** Whether a name only shows up because a word lost the blank before it, as in "sending mail". */
  private static boolean isInsideWord(String title, String key, int start) {
    if (start == 0 || !isLatin(key.charAt(start)) || !isLatin(key.charAt(start - 1))) {
      return false;
    }
    int end = Math.min(key.length(), start + 4);
    return !ManualText.fold(title)
        .matches(
            ".*[^a-z]"
                + Pattern.quote(key.substring(start, start + 1))
                + "\\s?"
                + Pattern.quote(key.substring(start + 1, end))
                + ".*");
  }

  private static boolean isLatin(char c) {
    return c >= 'a' && c <= 'z';
  }

  /** The system that a heading names and nothing else. */
  static Optional<SystemName> system(String title) {
    Matcher system = SYSTEM.matcher(ManualText.key(title).replaceAll("[®™【】〔〕［］<>《》「」:]", ""));
    if (!system.matches()) {
      return Optional.empty();
    }
    String version = system.group(2);
    return Optional.of(
        new SystemName(
            osOf(system.group(1)), version == null || version.isEmpty() ? null : version));
  }

  /** The mail client that a system brings along, for a manual that names the system alone. */
  static ManualMailClient broughtAlongBy(
      String title, OperatingSystem os, @Nullable String version) {
    return switch (os) {
      case MACOS -> new ManualMailClient("mac-mail", os, version, "Mac メール");
      case IOS -> new ManualMailClient("iphone-mail", os, version, "iOS");
      case ANDROID -> new ManualMailClient("android-gmail", os, version, "Android");
      case WINDOWS, LINUX -> new ManualMailClient(ManualMailClient.OTHER, os, version, title);
    };
  }

  private static ManualMailClient plainMail(
      String title, OperatingSystem chapter, @Nullable String version) {
    return switch (chapter) {
      case MACOS -> new ManualMailClient("mac-mail", chapter, version, "Mac メール");
      case IOS -> new ManualMailClient("iphone-mail", chapter, version, "iOS");
      case WINDOWS, ANDROID, LINUX ->
          new ManualMailClient(ManualMailClient.OTHER, chapter, version, title);
    };
  }

  private static Match match(
      Product product, Matcher found, String key, @Nullable OperatingSystem chapter) {
    String rest = key.substring(0, found.start()) + key.substring(found.end());
    OperatingSystem os = product.os() != null ? product.os() : osIn(rest).orElse(null);
    String version = version(found);
    OperatingSystem effective = os != null ? os : chapter;
    String name = product.name();
    String family = product.family();
    if (family.equals("windows-10-mail")) {
      version = "10";
    } else if (family.equals("outlook")
        && effective != null
        && effective != OperatingSystem.WINDOWS) {
      family = ManualMailClient.OTHER;
      name = effective == OperatingSystem.MACOS ? "Outlook for Mac" : "Outlook (mobile)";
    } else if (name.equals("Gmail") && effective == OperatingSystem.ANDROID) {
      family = "android-gmail";
    }
    if (version == null && family.matches("mac-mail|iphone-mail|ipad-mail|android-gmail")) {
      Matcher system = SYSTEM_VERSION.matcher(key);
      version = system.find() ? system.group(1) : null;
    }
    if (family.equals("ipad-mail")
        && key.indexOf("iphone") >= 0
        && key.indexOf("iphone") < key.indexOf("ipad")) {
      family = "iphone-mail";
      name = "iPhone";
    }
    return new Match(new ManualMailClient(family, os, version, name), rest);
  }

  private static @Nullable String version(Matcher found) {
    for (int group = 1; group <= found.groupCount(); group++) {
      String version = found.group(group);
      if (version != null && !version.isEmpty()) {
        return version;
      }
    }
    return null;
  }

  static Optional<OperatingSystem> osIn(String key) {
    Matcher os =
        Pattern.compile(
                "windows|macos|osx|iphone|ipad|(?<![a-z])ios|android|linux|(?<![a-z])mac(?![a-z])")
            .matcher(key);
    return os.find() ? Optional.of(osOf(os.group())) : Optional.empty();
  }

  private static OperatingSystem osOf(String word) {
    return switch (word) {
      case "windows" -> OperatingSystem.WINDOWS;
      case "ios", "iphoneos", "ipados", "iphone", "ipad" -> OperatingSystem.IOS;
      case "android" -> OperatingSystem.ANDROID;
      case "linux", "ubuntu" -> OperatingSystem.LINUX;
      default -> OperatingSystem.MACOS;
    };
  }

  private static Product product(
      String family, @Nullable OperatingSystem os, String name, String pattern) {
    return new Product(family, os, name, Pattern.compile(pattern));
  }

  private static Product other(String name, @Nullable OperatingSystem os, String pattern) {
    return product(ManualMailClient.OTHER, os, name, pattern);
  }
}
