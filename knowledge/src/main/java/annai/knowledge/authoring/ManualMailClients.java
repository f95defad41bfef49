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

  static final List<ManualProduct> PRODUCTS = ManualProduct.all();

  private static final Pattern SYSTEM_VERSION =
      Pattern.compile(
          "(?:macosx?|osx|ios|ipados|android)(?:ver(?:sion)?\\.?)?[a-z]{0,9}?(\\d{1,2}(?:\\.\\d{1,3}|\\.x)*)");

  /** The bare "メール" or "Mail", which means what its chapter's system brings along. */
  private static final Pattern PLAIN_MAIL =
      Pattern.compile("^(?:標準|純正|付属|の)*(?:メール|mail)(?:アプリ|app)?" + ManualProduct.VERSION + "$");

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
    for (ManualProduct product : PRODUCTS) {
      if (!product.mayBeIn(key)) {
        continue;
      }
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
      ManualProduct product, Matcher found, String key, @Nullable OperatingSystem chapter) {
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
}
