package annai.connectors.ticket.jira.fake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of JQL that callers need: clauses joined by AND, {@code ORDER BY}. Texts with blanks or
 * signs must be quoted; times are of the site's zone and of whole minutes.
 *
 * @param bounded false when nothing restricts the search, which Jira Cloud refuses
 */
record Jql(
    Predicate<FakeIssue> matches, Comparator<FakeIssue> order, boolean bounded, List<String> keys) {

  /** The site's time zone. */
  static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'((?:[^'\\\\]|\\\\.)*)'"
              + "|(!=|>=|<=|!~|[=<>~(),])|([^\\s=<>~(),\"'!]+))");

  static Jql parse(String text) {
    return new Parser(tokens(text)).parse();
  }

  private record Token(String text, boolean quoted) {}

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text.strip());
    int at = 0;
    while (at < text.strip().length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw bad("Error in the JQL Query: unexpected character at position " + (at + 1) + ".");
      }
      tokens.add(token(matcher));
      at = matcher.end();
    }
    return tokens;
  }

  private static Token token(Matcher matcher) {
    for (int group = 1; group <= 2; group++) {
      if (matcher.group(group) != null) {
        return new Token(matcher.group(group).replaceAll("\\\\(.)", "$1"), true);
      }
    }
    return new Token(matcher.group(3) != null ? matcher.group(3) : matcher.group(4), false);
  }

  private static JiraRefusal bad(String message) {
    return new JiraRefusal(400, message);
  }

  private static final class Parser {
    private final List<Token> tokens;
    private final List<String> keys = new ArrayList<>();
    private int at;

    Parser(List<Token> tokens) {
      this.tokens = tokens;
    }

    Jql parse() {
      Predicate<FakeIssue> all = issue -> true;
      boolean bounded = false;
      if (!done() && !isWord("order")) {
        bounded = true;
        all = clause();
        while (isWord("and")) {
          at++;
          all = all.and(clause());
        }
      }
      Comparator<FakeIssue> order = Comparator.comparing((FakeIssue i) -> i.created).reversed();
      if (isWord("order")) {
        at++;
        expectWord("by");
        order = order();
      }
      if (!done()) {
        throw bad(
            "Error in the JQL Query: Expecting either 'AND' or 'ORDER BY' but got '"
                + next().text()
                + "'.");
      }
      return new Jql(all, order, bounded, List.copyOf(keys));
    }

    private Comparator<FakeIssue> order() {
      @Nullable Comparator<FakeIssue> order = null;
      do {
        String field = next().text().toLowerCase(Locale.ROOT);
        Comparator<FakeIssue> by =
            switch (field) {
              case "created" -> Comparator.comparing((FakeIssue i) -> i.created);
              case "updated" -> Comparator.comparing((FakeIssue i) -> i.updated);
              case "key", "issuekey", "id", "issue" ->
                  Comparator.comparingLong((FakeIssue i) -> Long.parseLong(i.id));
              default -> throw unknownField(field);
            };
        if (isWord("desc")) {
          by = by.reversed();
          at++;
        } else if (isWord("asc")) {
          at++;
        }
        order = order == null ? by : order.thenComparing(by);
      } while (isSign(",") && at++ >= 0);
      return order;
    }

    private static JiraRefusal unknownField(String field) {
      return bad("Field '" + field + "' does not exist or you do not have permission to view it.");
    }

    private Predicate<FakeIssue> clause() {
      String field = next().text();
      String operator = operator();
      List<String> values = operator.endsWith("in") ? list() : List.of(value());
      return clause(field.toLowerCase(Locale.ROOT), operator, values);
    }

    private Predicate<FakeIssue> clause(String field, String operator, List<String> values) {
      return switch (field) {
        case "project" ->
            among(operator, values, issue -> List.of(issue.key.replaceAll("-.*", ""), "10000"));
        case "labels" -> among(operator, values, FakeIssue::labels);
        case "key", "issuekey", "issue", "id" -> {
          keys.addAll(values);
          yield among(operator, values, issue -> List.of(issue.key, issue.id));
        }
        case "status" -> among(operator, values, i -> List.of(i.status.label, i.status.id));
        case "statuscategory" ->
            among(
                operator,
                values,
                i -> List.of(i.status.category, i.status.categoryLabel, i.status.categoryId));
        case "issuetype", "type" -> among(operator, values, i -> named(i, "issuetype"));
        case "reporter", "creator" -> among(operator, values, i -> List.of(i.creator.id()));
        case "created" -> time(operator, values.getFirst(), i -> i.created);
        case "updated" -> time(operator, values.getFirst(), i -> i.updated);
        case "summary", "text", "description" -> contains(field, operator, values.getFirst());
        default -> throw unknownField(field);
      };
    }

    private static List<String> named(FakeIssue issue, String field) {
      return issue
          .fields
          .getOrDefault(field, IssueJson.object())
          .valueStream()
          .map(v -> v.asString(""))
          .toList();
    }

    private static Predicate<FakeIssue> among(
        String operator,
        List<String> values,
        java.util.function.Function<FakeIssue, List<String>> of) {
      Predicate<FakeIssue> among =
          issue ->
              of.apply(issue).stream()
                  .anyMatch(has -> values.stream().anyMatch(has::equalsIgnoreCase));
      return switch (operator) {
        case "=", "in" -> among;
        case "!=", "not in" -> among.negate();
        default -> throw bad("The operator '" + operator + "' is not supported by the field.");
      };
    }

    private static Predicate<FakeIssue> contains(String field, String operator, String value) {
      if (!operator.equals("~")) {
        throw bad("The operator '" + operator + "' is not supported by the '" + field + "' field.");
      }
      return issue ->
          issue.fields.entrySet().stream()
              .filter(e -> field.equals("text") || e.getKey().equals(field))
              .anyMatch(e -> RichText.plain(e.getValue()).contains(value));
    }

    private static Predicate<FakeIssue> time(
        String operator, String value, java.util.function.Function<FakeIssue, Instant> of) {
      Instant bound = instant(value);
      return switch (operator) {
        case ">=" -> issue -> !of.apply(issue).isBefore(bound);
        case ">" -> issue -> of.apply(issue).isAfter(bound);
        case "<=" -> issue -> !of.apply(issue).isAfter(bound);
        case "<" -> issue -> of.apply(issue).isBefore(bound);
        default -> throw bad("The operator '" + operator + "' is not supported by the field.");
      };
    }

    private static Instant instant(String value) {
      Matcher relative = Pattern.compile("-(\\d+)([mhdw])").matcher(value);
      if (relative.matches()) {
        long minutes =
            switch (relative.group(2)) {
              case "m" -> 1;
              case "h" -> 60;
              case "d" -> 1440;
              default -> 10_080;
            };
        return Instant.now().minusSeconds(60 * minutes * Long.parseLong(relative.group(1)));
      }
      if (value.matches("\\d{12,14}")) {
        return Instant.ofEpochMilli(Long.parseLong(value));
      }
      try {
        String dashes = value.replace('/', '-');
        return dashes.length() <= 10
            ? LocalDate.parse(dashes).atStartOfDay(ZONE).toInstant()
            : LocalDateTime.parse(dashes, DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm"))
                .atZone(ZONE)
                .toInstant();
      } catch (DateTimeParseException e) {
        throw bad(
            "Date value '"
                + value
                + "' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm',"
                + " 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.");
      }
    }

    private String operator() {
      Token token = next();
      String word = token.text().toLowerCase(Locale.ROOT);
      if (word.equals("not")) {
        expectWord("in");
        return "not in";
      }
      if (token.quoted() || !word.matches("in|[!=<>~]+")) {
        throw bad("Error in the JQL Query: Expecting operator but got '" + token.text() + "'.");
      }
      return word;
    }

    private List<String> list() {
      expectSign("(");
      List<String> values = new ArrayList<>(List.of(value()));
      while (isSign(",")) {
        at++;
        values.add(value());
      }
      expectSign(")");
      return values;
    }

    private String value() {
      Token token = next();
      if (!token.quoted() && !token.text().matches("[\\p{L}\\p{N}_.-]+")) {
        throw bad("Error in the JQL Query: '" + token.text() + "' has to be quoted.");
      }
      return token.text();
    }

    private boolean done() {
      return at >= tokens.size();
    }

    private @Nullable Token peek() {
      return done() ? null : tokens.get(at);
    }

    private Token next() {
      if (done()) {
        throw bad("Error in the JQL Query: unexpected end of the query.");
      }
      return tokens.get(at++);
    }

    private boolean isWord(String word) {
      Token token = peek();
      return token != null && !token.quoted() && token.text().equalsIgnoreCase(word);
    }

    private boolean isSign(String sign) {
      return isWord(sign);
    }

    private void expectWord(String word) {
      if (!isWord(word)) {
        throw bad("Error in the JQL Query: Expecting '" + word + "'.");
      }
      at++;
    }

    private void expectSign(String sign) {
      expectWord(sign);
    }
  }
}
