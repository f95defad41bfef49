package annai.knowledge.authoring;

import annai.knowledge.MailClient;
import annai.knowledge.OperatingSystem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue, {@code mail-clients.yml}.
 *
 * <p>The same file holds by what words customers call a mail client; that is recognition's to read
 * and to check, and let through here.
 */
final class MailClientReader {

  private static final Set<String> KEYS =
      Set.of("id", "family", "os", "version", "name", "aliases", "marks", "versions");

  private MailClientReader() {}

  static List<MailClient> read(Yaml file) {
    file.allowOnly(Set.of("mail-clients", "other-clients"));
    Set<String> ids = new HashSet<>();
    List<MailClient> mailClients = new ArrayList<>();
    for (Yaml entry : file.require("mail-clients").items()) {
      entry.allowOnly(KEYS);
      mailClients.add(
          new MailClient(
              TextReader.newId(entry.require("id"), ids),
              family(entry.require("family")),
              os(entry.require("os")),
              version(entry.get("version")),
              TextReader.plain(entry.require("name"))));
    }
    return mailClients;
  }

  private static String family(Yaml place) {
    String family = TextReader.required(place);
    if (!family.isEmpty() && !TextReader.ID.matcher(family).matches()) {
      place.refuse(
          "the family '%s' must consist of small letters, digits and hyphens".formatted(family));
    }
    return family;
  }

  private static @Nullable String version(Yaml place) {
    return place.isPresent() ? TextReader.required(place) : null;
  }

  private static OperatingSystem os(Yaml place) {
    String id = TextReader.required(place);
    OperatingSystem os = OperatingSystem.ofId(id).orElse(null);
    if (os == null && !id.isEmpty()) {
      List<String> known = Stream.of(OperatingSystem.values()).map(OperatingSystem::id).toList();
      place.refuse(
          "'%s' is no operating system%s; expected one of %s"
              .formatted(id, NearMiss.of(id, known), known));
    }
    return os == null ? OperatingSystem.WINDOWS : os;
  }
}
