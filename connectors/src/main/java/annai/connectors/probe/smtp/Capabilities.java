package annai.connectors.probe.smtp;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a server offered in its EHLO reply (RFC 5321 section 4.1.1.1).
 *
 * @param keywords in upper case
 * @param mechanisms of AUTH in upper case, from "AUTH PLAIN" and from the old "AUTH=PLAIN"
 */
record Capabilities(Set<String> keywords, Set<String> mechanisms) {

  /** What some firewalls write over the word STARTTLS. */
  private static final Pattern BLANKED_OUT = Pattern.compile("X{4,}[A-Z]?");

  static Capabilities of(Reply ehlo) {
    Set<String> keywords = new HashSet<>();
    Set<String> mechanisms = new HashSet<>();
    List<String> lines = ehlo.lines();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      List<String> words = Arrays.asList(line.strip().toUpperCase(Locale.ROOT).split("[ =]+", -1));
      keywords.add(words.getFirst());
      if (words.getFirst().equals("AUTH")) {
        mechanisms.addAll(words.subList(1, words.size()));
      }
    }
    mechanisms.remove("");
    return new Capabilities(Set.copyOf(keywords), Set.copyOf(mechanisms));
  }

  boolean offers(String keyword) {
    return keywords.contains(keyword);
  }

  /** Whether something on the way hides what the server offers. */
  boolean isStripped() {
    return keywords.stream().anyMatch(keyword -> BLANKED_OUT.matcher(keyword).matches());
  }
}
