package annai.bot.wiring;

import annai.bot.desk.BuiltInTicketSystem;
import annai.connectors.ticket.jira.JiraTicketSystem;
import annai.connectors.ticket.redmine.RedmineTicketSystem;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The ticket systems that {@code annai.tickets.system} may name. */
enum TicketSystemChoice {
  BUILT_IN(BuiltInTicketSystem.NAME),
  JIRA(JiraTicketSystem.NAME),
  REDMINE(RedmineTicketSystem.NAME);

  private final String word;

  TicketSystemChoice(String word) {
    this.word = word;
  }

  static TicketSystemChoice of(String word) {
    return Arrays.stream(values())
        .filter(choice -> choice.word.equals(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "annai.tickets.system: '%s' is unknown; expected one of %s"
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(choice -> "'" + choice.word + "'")
                                .collect(Collectors.joining(", ")))));
  }
}
