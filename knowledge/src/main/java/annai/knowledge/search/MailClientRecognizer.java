package annai.knowledge.search;

import annai.knowledge.MailClient;
import annai.knowledge.OperatingSystem;
import annai.knowledge.language.TextFolding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the customer's mail client, its version and the operating system in free text.
 *
 * <p>It never guesses: a text that fits several mail clients gives all of them as candidates.
 */
public final class MailClientRecognizer {

  private static final Set<String> OS_VERSIONED =
      Set.of("mac-mail", "iphone-mail", "ipad-mail", "android-gmail");
  private static final Pattern ONLY_A_VERSION =
      Pattern.compile(
          "(?:バージョンハ?|ver(?:sion|\\.)?|v\\.?|タブン|タシカ|エット|it'?s|its)?[ 、.:]{0,2}([0-9]{1,4}(?:\\.(?:[0-9]{1,3}|x)){0,2})"
              + " ?(?:デス|ダヨ|ダ|カナ|カモ|ノハズ|ノヤツ|年版|バージョン|版|ト書イテ.{0,12}|ッテ書イテ.{0,12}|ト思.{0,8}|ダト思.{0,8}|デシタ|デスネ|ミタイ|ミタイデス|i think|version|[!。.]){0,4}");

  private final NameCatalogue names;
  private final List<MailClient> mailClients;

  public MailClientRecognizer(NameCatalogue names, List<MailClient> mailClients) {
    this.names = names;
    this.mailClients = List.copyOf(mailClients);
  }

  /** Reads a cleaned text. */
  public Recognition recognise(String text) {
    String folded = names.fold(text);
    List<MailClientMention> mentions = mentions(folded);
    MeantMentions.Meant meant = MeantMentions.of(folded, mentions);
    MentionResolver resolver = new MentionResolver(folded, meant.mentions(), mailClients);
    Set<String> words = words(folded, mentions);
    words.addAll(names.spelling().slips(TextFolding.normalise(text)));
    boolean corrected = meant.corrected() || VersionReader.isYearCorrected(folded);
    Recognition found = resolver.resolve(corrected, words, rest(folded, mentions));
    return found.mailClient() == null && mentions.isEmpty() ? onlyAVersion(found) : found;
  }

  private Recognition onlyAVersion(Recognition found) {
    Matcher matcher = ONLY_A_VERSION.matcher(found.folded());
    if (!matcher.matches()) {
      return found;
    }
    String version = matcher.group(1);
    List<MailClient> fitting =
        mailClients.stream().filter(client -> Catalogued.fits(client, version)).toList();
    if (fitting.isEmpty()) {
      return found;
    }
    return new Recognition(
        null,
        null,
        null,
        version,
        null,
        new Catalogued(mailClients).labels(fitting),
        fitting.stream().map(MailClient::id).toList(),
        false,
        false,
        found.names(),
        found.folded(),
        found.rest());
  }

  private List<MailClientMention> mentions(String folded) {
    List<MailClientMention> found = new ArrayList<>();
    for (NamePattern name : names.names()) {
      for (Pattern pattern : name.patterns()) {
        Matcher matcher = pattern.matcher(folded);
        while (matcher.find()) {
          if (matcher.end() > matcher.start()) {
            found.add(mention(name, folded, matcher));
          }
        }
      }
    }
    List<MailClientMention> longest = new ArrayList<>();
    found.sort(
        Comparator.comparingInt((MailClientMention mention) -> mention.end() - mention.start())
            .reversed());
    for (MailClientMention mention : found) {
      if (longest.stream().noneMatch(other -> overlaps(other, mention))) {
        longest.add(mention);
      }
    }
    longest.sort(Comparator.comparingInt(MailClientMention::start));
    return longest;
  }

  private static boolean overlaps(MailClientMention a, MailClientMention b) {
    return a.start() < b.end() && b.start() < a.end();
  }

  private MailClientMention mention(NamePattern name, String folded, Matcher matcher) {
    return new MailClientMention(
        name, matcher.start(), matcher.end(), version(name, folded, matcher));
  }

  private static @Nullable String version(NamePattern name, String folded, Matcher matcher) {
    if (name.version() != null) {
      return name.version();
    }
    if (name.os() == OperatingSystem.WINDOWS && name.kind() == NamePattern.Kind.PLATFORM) {
      return windowsVersion(matcher);
    }
    if (name.kind() == NamePattern.Kind.PLATFORM || OS_VERSIONED.contains(name.id())) {
      return systemVersion(name, folded, matcher);
    }
    if (name.id().equals("outlook") || "outlook".equals(name.product())) {
      String inside = VersionReader.yearAnywhere(matcher.group());
      return inside != null ? inside : VersionReader.year(folded, matcher.start(), matcher.end());
    }
    String inside = VersionReader.yearAnywhere(matcher.group());
    return inside != null ? inside : VersionReader.after(folded, matcher.end());
  }

  private static @Nullable String windowsVersion(Matcher matcher) {
    for (int group = 1; group <= matcher.groupCount(); group++) {
      String version = matcher.group(group);
      if (version != null) {
        return switch (version) {
          case "xp" -> "XP";
          case "vista", "ビスタ" -> "Vista";
          case "me" -> "Me";
          case "rt" -> "RT";
          default -> version;
        };
      }
    }
    return null;
  }

  private static final Pattern INNER_VERSION =
      Pattern.compile("(?<![0-9])([0-9]{1,2}(?:\\.(?:[0-9]{1,3}|x)){0,3})(?![0-9])");

  private static @Nullable String systemVersion(NamePattern name, String folded, Matcher matcher) {
    boolean device =
        name.id().equals("iphone-mail")
            || name.id().equals("ipad-mail")
            || name.id().equals("smartphone")
            || name.id().equals("tablet");
    if (!device) {
      Matcher inner = INNER_VERSION.matcher(matcher.group());
      if (inner.find()) {
        return inner.group(1);
      }
    }
    String version = VersionReader.system(folded, matcher.end());
    if (version != null && device && version.indexOf('.') < 0) {
      return null;
    }
    return version;
  }

  private static Set<String> words(String folded, List<MailClientMention> mentions) {
    Set<String> words = new HashSet<>();
    for (MailClientMention mention : mentions) {
      String named = folded.substring(mention.start(), mention.end());
      words.add(named);
      for (String word : named.split("[^a-z']+", -1)) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
    return words;
  }

  private static String rest(String folded, List<MailClientMention> mentions) {
    StringBuilder rest = new StringBuilder(folded);
    for (MailClientMention mention : mentions) {
      for (int i = mention.start(); i < mention.end(); i++) {
        rest.setCharAt(i, '\u00a4');
      }
    }
    return rest.toString().replaceAll("\u00a4{1,200}", "\u00a4");
  }

  /** What is catalogued under a family and a version, and how it is called in outputs. */
  record Catalogued(List<MailClient> mailClients) {

    static boolean fits(MailClient client, String version) {
      String own = client.version();
      if (own == null) {
        return false;
      }
      return own.equals(version)
          || (own.endsWith(".x") && (version + ".").startsWith(own.substring(0, own.length() - 1)))
          || (version + ".").startsWith(own + ".");
    }

    List<MailClient> family(String family) {
      return mailClients.stream().filter(client -> client.family().equals(family)).toList();
    }

    List<String> labels(List<MailClient> clients) {
      return List.copyOf(new TreeSet<>(clients.stream().map(this::label).toList()));
    }

    String label(MailClient client) {
      return family(client.family()).size() == 1
          ? client.family()
          : client.family() + " " + Objects.requireNonNullElse(client.version(), "");
    }
  }
}
