package annai.knowledge.search;

import annai.knowledge.MailClient;
import annai.knowledge.OperatingSystem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts the mentions that are meant together to one recognition. */
final class MentionResolver {

  private static final Set<String> MOBILE = Set.of("iphone-mail", "ipad-mail");
  private static final Set<String> OS_VERSIONED =
      Set.of("mac-mail", "iphone-mail", "ipad-mail", "android-gmail");

  private final String folded;
  private final List<MailClientMention> meant;
  private final MailClientRecognizer.Catalogued catalogue;

  MentionResolver(String folded, List<MailClientMention> meant, List<MailClient> mailClients) {
    this.folded = folded;
    this.meant = meant;
    this.catalogue = new MailClientRecognizer.Catalogued(mailClients);
  }

  Recognition resolve(boolean corrected, Set<String> names, String rest) {
    Found found = find();
    boolean outside =
        Recognition.OTHER.equals(found.mailClient)
            || (found.mailClient != null && found.ids.isEmpty());
    return new Recognition(
        found.os,
        found.mailClient,
        found.name,
        found.version,
        found.osVersion,
        found.candidates,
        found.ids,
        outside,
        corrected,
        names,
        folded,
        rest);
  }

  /** What comes together bit by bit. */
  private static final class Found {
    private @Nullable OperatingSystem os;
    private @Nullable String mailClient;
    private @Nullable String name;
    private @Nullable String version;
    private @Nullable String osVersion;
    private List<String> candidates = List.of();
    private List<String> ids = List.of();
  }

  private Found find() {
    Found found = new Found();
    MailClientMention other = otherClient();
    Set<String> families = families();
    if (other != null) {
      other(found, other);
    } else if (families.size() == 1) {
      family(found, families.iterator().next());
    } else if (families.size() > 1) {
      several(found, families);
    } else {
      platformOnly(found);
    }
    return found;
  }

  private @Nullable MailClientMention otherClient() {
    for (MailClientMention mention : meant) {
      if (mention.isOther()) {
        return mention;
      }
    }
    return null;
  }

  private Set<String> families() {
    Set<String> families = new LinkedHashSet<>();
    for (MailClientMention mention : meant) {
      if (mention.isFamily()) {
        families.add(mention.name().id());
      }
    }
    if (families.contains("windows-10-mail")
        || (families.contains("windows-live-mail") && families.size() == 2)) {
      families.remove("windows-mail");
    }
    boolean gmailOnAndroid = platform(OperatingSystem.ANDROID) != null;
    if (families.size() > 1
        && families.contains("android-gmail")
        && !gmailOnAndroid
        && !saidAndroid()) {
      families.remove("android-gmail");
    }
    boolean app =
        families.stream()
            .anyMatch(family -> family.equals("thunderbird") || family.equals("becky"));
    if (families.size() == 1 && app) {
      return families;
    }
    return families;
  }

  private boolean saidAndroid() {
    return folded.contains("android")
        || folded.contains("アンドロ")
        || folded.contains("アプリ")
        || folded.contains("app");
  }

  private void other(Found found, MailClientMention mention) {
    found.mailClient = Recognition.OTHER;
    found.name = mention.name().id();
    found.version = mention.version();
    if (found.version == null && "outlook".equals(mention.name().product())) {
      found.version = outlookVersion();
    }
    found.os = mention.name().os() != null ? mention.name().os() : anyOs(mention);
    found.osVersion = systemVersion(found.os);
  }

  private @Nullable String outlookVersion() {
    for (MailClientMention mention : meant) {
      if (mention.name().id().equals("outlook") && mention.version() != null) {
        return mention.version();
      }
    }
    return null;
  }

  private @Nullable OperatingSystem anyOs(MailClientMention other) {
    String inside = folded.substring(other.start(), other.end());
    if (inside.matches(".{0,40}(iphone|ipad|ios|アイフォ|アイパッド).{0,40}")) {
      return OperatingSystem.IOS;
    }
    if (inside.matches(".{0,40}(android|アンドロ|samsung|galaxy|pixel).{0,40}")) {
      return OperatingSystem.ANDROID;
    }
    for (MailClientMention mention : meant) {
      if (mention.name().os() != null) {
        return mention.name().os();
      }
    }
    return null;
  }

  private void family(Found found, String family) {
    MailClientMention mac = platform(OperatingSystem.MACOS);
    if (family.equals("outlook") && mac != null && platform(OperatingSystem.WINDOWS) == null) {
      found.mailClient = Recognition.OTHER;
      found.name = "Outlook for Mac";
      found.version = versionOf(family);
      found.os = OperatingSystem.MACOS;
      found.osVersion = systemVersion(found.os);
      return;
    }
    NamePattern name = nameOf(family);
    found.os = name.os() != null ? name.os() : osBeside(family);
    if (!name.candidates().isEmpty()) {
      ambiguous(found, name);
      return;
    }
    found.mailClient = family;
    found.version = versionOf(family);
    if (OS_VERSIONED.contains(family)) {
      if (found.version == null) {
        found.version = systemVersion(found.os);
      }
    } else if (!family.equals("windows-10-mail")) {
      found.osVersion = systemVersion(found.os);
    }
    catalogued(found, family);
  }

  private void ambiguous(Found found, NamePattern name) {
    String windows = systemVersion(OperatingSystem.WINDOWS);
    if ("10".equals(windows) && name.candidates().contains("windows-10-mail")) {
      found.mailClient = "windows-10-mail";
      found.version = "10";
      catalogued(found, "windows-10-mail");
      return;
    }
    found.osVersion = windows;
    candidates(found, name.candidates());
  }

  private void candidates(Found found, Iterable<String> families) {
    TreeSet<String> sorted = new TreeSet<>();
    families.forEach(sorted::add);
    found.candidates = List.copyOf(sorted);
    List<String> ids = new ArrayList<>();
    for (String family : sorted) {
      catalogue.family(family).forEach(client -> ids.add(client.id()));
    }
    found.ids = ids;
  }

  private void catalogued(Found found, String family) {
    List<MailClient> clients = catalogue.family(family);
    List<String> open =
        family.equals("outlook") ? VersionReader.alternativeYears(folded) : List.<String>of();
    if (!open.isEmpty()) {
      found.version = null;
      clients = clients.stream().filter(client -> open.contains(client.version())).toList();
    }
    String version = found.version;
    if (clients.size() > 1 && version != null) {
      clients =
          clients.stream()
              .filter(client -> MailClientRecognizer.Catalogued.fits(client, version))
              .toList();
    }
    found.ids = clients.stream().map(MailClient::id).toList();
    if (clients.size() > 1) {
      found.candidates = catalogue.labels(clients);
    }
  }

  private void several(Found found, Set<String> families) {
    Set<String> all = new TreeSet<>();
    Set<OperatingSystem> systems = new LinkedHashSet<>();
    for (String family : families) {
      NamePattern name = nameOf(family);
      all.addAll(name.candidates().isEmpty() ? List.of(family) : name.candidates());
      if (name.os() != null) {
        systems.add(name.os());
      }
    }
    boolean windowsApps = systems.size() == 1 && families.stream().noneMatch(MOBILE::contains);
    if (systems.size() == 1
        && (windowsApps || families.size() == systems.size() || MOBILE.containsAll(families))) {
      found.os = systems.iterator().next();
    } else if (systems.isEmpty()) {
      found.os = osBeside("");
    }
    candidates(found, all);
  }

  private void platformOnly(Found found) {
    Set<String> candidates = new TreeSet<>();
    Set<OperatingSystem> systems = new LinkedHashSet<>();
    boolean named = false;
    for (MailClientMention mention : meant) {
      if (mention.name().os() != null) {
        systems.add(mention.name().os());
        named = true;
      }
    }
    for (MailClientMention mention : meant) {
      if (!named || mention.name().os() != null) {
        candidates.addAll(mention.name().candidates());
      }
    }
    if (systems.size() == 1) {
      found.os = systems.iterator().next();
      String version = systemVersion(found.os);
      if (found.os == OperatingSystem.WINDOWS || found.os == OperatingSystem.LINUX) {
        found.osVersion = version;
      } else {
        found.version = version;
      }
    }
    candidates(found, candidates);
  }

  private NamePattern nameOf(String family) {
    for (MailClientMention mention : meant) {
      if (mention.name().id().equals(family)) {
        return mention.name();
      }
    }
    throw new IllegalStateException("No mention of '%s'".formatted(family));
  }

  private @Nullable String versionOf(String family) {
    String found = family.equals("outlook") ? VersionReader.correctedYear(folded) : null;
    for (MailClientMention mention : meant) {
      if (mention.name().id().equals(family) && found == null && mention.version() != null) {
        found = mention.version();
        break;
      }
    }
    if (found == null && family.equals("outlook")) {
      found = VersionReader.yearAnywhere(folded);
    }
    return found != null && family.equals("outlook-express") && found.startsWith("6.0")
        ? "6"
        : found;
  }

  private @Nullable OperatingSystem osBeside(String family) {
    Set<OperatingSystem> systems = new LinkedHashSet<>();
    for (MailClientMention mention : meant) {
      if (mention.isPlatform() && mention.name().os() != null) {
        systems.add(mention.name().os());
      }
    }
    if (family.equals("android-gmail")
        && (systems.isEmpty() || systems.contains(OperatingSystem.ANDROID))) {
      return folded.contains("android") || folded.contains("アンドロ") || !systems.isEmpty()
          ? OperatingSystem.ANDROID
          : null;
    }
    return systems.size() == 1 ? systems.iterator().next() : null;
  }

  private @Nullable MailClientMention platform(OperatingSystem os) {
    for (MailClientMention mention : meant) {
      if (mention.isPlatform() && mention.name().os() == os) {
        return mention;
      }
    }
    return null;
  }

  private @Nullable String systemVersion(@Nullable OperatingSystem os) {
    for (MailClientMention mention : meant) {
      boolean system = mention.isPlatform() || OS_VERSIONED.contains(mention.name().id());
      if (os != null && system && mention.name().os() == os && mention.version() != null) {
        return mention.version();
      }
    }
    return null;
  }
}
