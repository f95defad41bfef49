package annai.connectors.probe.testmail;

import annai.connectors.probe.testmail.ReceivedClauses.Clause;
import annai.connectors.probe.testmail.ReceivedClauses.Keyword;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a mail server wrote about how it got a mail (RFC 5321 section 4.4).
 *
 * <p>The name after "from" is what the sender called itself and is ignored. Believed is only what
 * the server saw itself: the sender's address, how the mail came, and who logged in.
 *
 * @param sender the address that the server saw; empty if it doesn't say, or the mail was made on
 *     the server itself
 * @param by what the server calls itself
 * @param with how the mail came; empty if it isn't said, or no SMTP
 * @param account who logged in; empty if it isn't said in a place that the sender can't write to
 */
record ReceivedField(
    Optional<InetAddress> sender,
    String by,
    Optional<TransmissionType> with,
    Optional<String> account) {

  /**
   * "name [address]", and what Exim and Sendmail add behind it. Not "HELO [address]", which is what
   * the sender said of itself, as qmail writes it.
   */
  private static final Pattern TCP_INFO =
      Pattern.compile(
          "(?:(?!(?i:[HE][EH]LO)\\s)[^\\s\\[\\]()=]+\\s+)?\\[([^\\[\\]\\s]+)](?::\\d+)?(\\s[^\\[]*)?");

  private static final Pattern LITERAL = Pattern.compile("\\[([^\\[\\]\\s]+)]");
  private static final Pattern EXIM_HELO = Pattern.compile("(?:port=\\d+ )?helo=[^()\\s]+");

  /** Postfix, Courier, and what is usual where Exim is made to write it. */
  private static final List<Pattern> ACCOUNTS =
      List.of(
          Pattern.compile("Authenticated sender:\\s*(.+)"),
          Pattern.compile("AUTH:\\s*[A-Za-z0-9-]+\\s+([^\\s,]+)(?:,.*)?"),
          Pattern.compile("A=[A-Za-z0-9_.-]+:(\\S+)"));

  /**
   * Reads the body of a field.
   *
   * @throws MalformedReceivedException if it could be read in more than one way
   */
  static ReceivedField parse(String body) throws MalformedReceivedException {
    ReceivedClauses clauses = ReceivedClauses.of(body);
    Clause by =
        clauses
            .get(Keyword.BY)
            .orElseThrow(() -> new MalformedReceivedException("it has no \"by\""));
    Optional<Clause> from = clauses.get(Keyword.FROM);
    Optional<Clause> with = clauses.get(Keyword.WITH);
    if (from.isPresent() && repeatsTcpInfo(from.get())) {
      throw new MalformedReceivedException("it names the sender's address twice");
    }
    if (with.isPresent() && hasEnvelope(by)) {
      throw new MalformedReceivedException("the envelope stands before \"with\"");
    }
    return new ReceivedField(
        from.flatMap(clause -> sender(clause, clauses)),
        by.words().getFirst(),
        with.filter(c -> c.words().size() == 1)
            .flatMap(c -> TransmissionType.of(c.words().getFirst())),
        account(from, with));
  }

  private static Optional<InetAddress> sender(Clause from, ReceivedClauses clauses) {
    String comment = from.comments().isEmpty() ? "" : from.comments().getFirst();
    Matcher tcpInfo = TCP_INFO.matcher(comment);
    if (tcpInfo.matches()) {
      return address(tcpInfo.group(1));
    }
    Matcher literal = LITERAL.matcher(from.words().getFirst());
    return literal.matches() && EXIM_HELO.matcher(comment).matches() && isExim(clauses)
        ? address(literal.group(1))
        : Optional.empty();
  }

  /** Only Exim puts the address before the comment; elsewhere the sender has written it. */
  private static boolean isExim(ReceivedClauses clauses) {
    return clauses.clauses().entrySet().stream()
        .filter(e -> e.getKey() != Keyword.FROM)
        .flatMap(e -> e.getValue().comments().stream().takeWhile(c -> !isEnvelope(c)))
        .anyMatch(c -> c.startsWith("Exim "));
  }

  private static boolean repeatsTcpInfo(Clause from) {
    return from.comments().stream().skip(1).anyMatch(ReceivedField::holdsAddress);
  }

  private static boolean holdsAddress(String comment) {
    return comment.indexOf('[') >= 0
        || address(comment.substring(comment.lastIndexOf('@') + 1).strip()).isPresent();
  }

  private static boolean hasEnvelope(Clause clause) {
    return clause.comments().stream().anyMatch(ReceivedField::isEnvelope);
  }

  private static boolean isEnvelope(String comment) {
    return comment.startsWith("envelope-");
  }

  /**
   * In "from" only behind a TCP-info that holds nothing of the sender's; in "with" only before the
   * envelope.
   */
  private static Optional<String> account(Optional<Clause> from, Optional<Clause> with)
      throws MalformedReceivedException {
    List<String> accounts =
        Stream.concat(
                from.stream().filter(ReceivedField::isPlain).flatMap(c -> c.comments().stream()),
                with.stream().flatMap(c -> c.comments().stream().takeWhile(x -> !isEnvelope(x))))
            .flatMap(comment -> accountIn(comment).stream())
            .toList();
    if (accounts.size() > 1) {
      throw new MalformedReceivedException("it names two accounts");
    }
    return accounts.stream().findFirst();
  }

  private static boolean isPlain(Clause from) {
    if (from.comments().isEmpty()) {
      return false;
    }
    Matcher tcpInfo = TCP_INFO.matcher(from.comments().getFirst());
    return tcpInfo.matches() && (tcpInfo.group(2) == null || !tcpInfo.group(2).contains("="));
  }

  private static Optional<String> accountIn(String comment) {
    return ACCOUNTS.stream()
        .map(pattern -> pattern.matcher(comment.strip()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  private static Optional<InetAddress> address(String literal) {
    String address = literal.regionMatches(true, 0, "IPv6:", 0, 5) ? literal.substring(5) : literal;
    try {
      return Optional.of(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
