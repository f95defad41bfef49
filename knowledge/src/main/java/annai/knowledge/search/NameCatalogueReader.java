package annai.knowledge.search;

import annai.knowledge.OperatingSystem;
import annai.knowledge.authoring.ConfigException;
import annai.knowledge.authoring.Problem;
import annai.knowledge.authoring.Yaml;
import annai.knowledge.language.SpellingCorrector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code recognition.yml}. */
public final class NameCatalogueReader {

  /** The file below {@code config/}. */
  public static final String FILE = "recognition.yml";

  private NameCatalogueReader() {}

  /**
   * The names in that folder.
   *
   * @throws ConfigException naming every problem of the file
   */
  public static NameCatalogue read(Path config) {
    List<Problem> problems = new ArrayList<>();
    NameCatalogue catalogue = parse(text(config.resolve(FILE), problems), problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return catalogue;
  }

  private static String text(Path file, List<Problem> problems) {
    if (!Files.isRegularFile(file)) {
      problems.add(new Problem(FILE, 0, "is missing in '%s'".formatted(file.getParent())));
      return "";
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static NameCatalogue parse(String text, List<Problem> problems) {
    Yaml root = Yaml.parse(FILE, text, problems);
    root.allowOnly(
        Set.of(
            "rewrites",
            "spellings",
            "words-of-their-own",
            "mail-clients",
            "other-clients",
            "platforms"));
    List<NamePattern> names = new ArrayList<>(others(root.require("other-clients")));
    names.addAll(families(root.require("mail-clients")));
    names.addAll(platforms(root.require("platforms")));
    return new NameCatalogue(rewrites(root.get("rewrites")), spelling(root), names);
  }

  private static List<NameCatalogue.Rewrite> rewrites(Yaml items) {
    List<NameCatalogue.Rewrite> rewrites = new ArrayList<>();
    for (Yaml item : items.items()) {
      FoldedPattern.compile(item.require("from"))
          .ifPresent(
              from -> rewrites.add(new NameCatalogue.Rewrite(from, item.require("to").text())));
    }
    return rewrites;
  }

  private static SpellingCorrector spelling(Yaml root) {
    List<String> names = root.get("spellings").items().stream().map(Yaml::text).toList();
    Set<String> own = new HashSet<>();
    root.get("words-of-their-own").items().forEach(word -> own.add(word.text()));
    return new SpellingCorrector(names, own);
  }

  private static List<NamePattern> families(Yaml clients) {
    List<NamePattern> names = new ArrayList<>();
    for (Map.Entry<String, Yaml> client : clients.entries().entrySet()) {
      Yaml value = client.getValue().allowOnly(Set.of("os", "version", "candidates", "patterns"));
      names.add(name(NamePattern.Kind.FAMILY, client.getKey(), value));
    }
    return names;
  }

  private static List<NamePattern> others(Yaml clients) {
    List<NamePattern> names = new ArrayList<>();
    for (Yaml client : clients.items()) {
      client.allowOnly(Set.of("name", "os", "osVersion", "product", "patterns"));
      names.add(name(NamePattern.Kind.OTHER, client.require("name").text(), client));
    }
    return names;
  }

  private static List<NamePattern> platforms(Yaml platforms) {
    List<NamePattern> names = new ArrayList<>();
    for (Yaml platform : platforms.items()) {
      platform.allowOnly(Set.of("id", "os", "candidates", "patterns"));
      names.add(name(NamePattern.Kind.PLATFORM, platform.require("id").text(), platform));
    }
    return names;
  }

  private static NamePattern name(NamePattern.Kind kind, String id, Yaml value) {
    return new NamePattern(
        kind,
        id,
        os(value.get("os")),
        value.get("version").textOrNull(),
        value.get("product").textOrNull(),
        value.get("candidates").items().stream().map(Yaml::text).toList(),
        FoldedPattern.compileAll(value.require("patterns")));
  }

  private static @Nullable OperatingSystem os(Yaml value) {
    String id = value.textOrNull();
    if (id == null) {
      return null;
    }
    OperatingSystem os = OperatingSystem.ofId(id).orElse(null);
    if (os == null) {
      value.refuse(
          "'%s' is no operating system; expected windows, macos, ios, android or linux"
              .formatted(id));
    }
    return os;
  }
}
