package annai.knowledge.authoring;

import annai.knowledge.ErrorText;
import annai.knowledge.Term;
import annai.knowledge.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what is looked up: {@code terms.yml}, {@code topics.yml}, {@code error-texts.yml}. */
final class ReferenceReader {

  private static final Pattern TERM_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
  private static final Pattern VERDICT = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final int MAX_PATTERN_LENGTH = 500;
  private static final int MAX_SECTION_DEPTH_BELOW = 1;

  private final TextReader texts;

  ReferenceReader(TextReader texts) {
    this.texts = texts;
  }

  List<Term> terms(Yaml file) {
    Set<String> ids = new HashSet<>();
    List<Term> terms = new ArrayList<>();
    for (Yaml item : file.items()) {
      item.allowOnly(Set.of("id", "name", "text"));
      terms.add(
          new Term(
              TextReader.newId(item.require("id"), ids, TERM_ID, "letters, digits and hyphens"),
              TextReader.plain(item.require("name")),
              texts.text(item.require("text"))));
    }
    return terms;
  }

  /**
   * @param sections the sections of the procedures
   */
  List<Topic> topics(Yaml file, Set<String> sections) {
    Set<String> ids = new HashSet<>();
    List<Topic> topics = new ArrayList<>();
    for (Yaml item : file.items()) {
      item.allowOnly(Set.of("id", "section", "title", "text"));
      topics.add(
          new Topic(
              TextReader.newId(item.require("id"), ids),
              section(item.require("section"), sections),
              texts.text(item.require("title")),
              texts.text(item.require("text"))));
    }
    return topics;
  }

  List<ErrorText> errorTexts(Yaml file) {
    Set<String> ids = new HashSet<>();
    List<ErrorText> errorTexts = new ArrayList<>();
    for (Yaml item : file.items()) {
      item.allowOnly(Set.of("id", "verdict", "patterns", "meaning"));
      errorTexts.add(
          new ErrorText(
              TextReader.newId(item.require("id"), ids),
              patterns(item.require("patterns")),
              verdict(item.require("verdict")),
              texts.text(item.require("meaning"))));
    }
    return errorTexts;
  }

  private static String section(Yaml place, Set<String> sections) {
    String section = TextReader.required(place);
    if (section.isEmpty() || section.equals("intro") || section.equals("toc")) {
      return section;
    }
    if (!ProcedureReader.SECTION.matcher(section).matches()) {
      place.refuse(
          "'%s' is no section; expected intro, toc or one such as \"1.4.1\"".formatted(section));
    } else if (sections.stream().noneMatch(known -> covers(known, section))) {
      place.refuse("the section '%s' belongs to no procedure".formatted(section));
    }
    return section;
  }

  private static boolean covers(String procedure, String section) {
    if (section.equals(procedure) || procedure.startsWith(section + ".")) {
      return true;
    }
    return section.startsWith(procedure + ".")
        && section.substring(procedure.length() + 1).split("\\.").length <= MAX_SECTION_DEPTH_BELOW;
  }

  private static String verdict(Yaml place) {
    String verdict = TextReader.required(place);
    if (!verdict.isEmpty() && !VERDICT.matcher(verdict).matches()) {
      place.refuse("'%s' is no verdict; expected one such as AUTH_REQUIRED".formatted(verdict));
    }
    return verdict;
  }

  private static List<Pattern> patterns(Yaml place) {
    List<Pattern> patterns = new ArrayList<>();
    List<Yaml> items = place.items();
    if (place.isPresent() && items.isEmpty()) {
      place.refuse("has no pattern; expected at least one");
    }
    for (Yaml item : items) {
      String text = TextReader.required(item);
      if (text.length() > MAX_PATTERN_LENGTH) {
        item.refuse("is longer than %d characters".formatted(MAX_PATTERN_LENGTH));
      } else if (!text.isEmpty()) {
        addPattern(patterns, item, text);
      }
    }
    return patterns;
  }

  private static void addPattern(List<Pattern> patterns, Yaml place, String text) {
    try {
      patterns.add(Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    } catch (PatternSyntaxException e) {
      place.refuse(
          "'%s' is no regular expression: %s near index %d"
              .formatted(text, e.getDescription(), e.getIndex()));
    }
  }
}
