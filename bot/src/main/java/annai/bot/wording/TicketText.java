package annai.bot.wording;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Customer;
import annai.bot.conversation.Effect;
import annai.bot.conversation.EvidenceTaken;
import annai.bot.conversation.TicketReport;
import annai.connectors.probe.ProbeResult;
import annai.connectors.ticket.TicketDraft;
import annai.knowledge.Language;
import annai.knowledge.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in tickets, in the staff's language; strangers' words cleaned and quoted. */
final class TicketText {

  private static final int SUMMARY = 120;
  private static final int EVIDENCE_SHOWN = 10;

  private final Phrases phrases;
  private final Library library;
  private final Language language;

  TicketText(Phrases phrases, Library library, Language language) {
    this.phrases = phrases;
    this.library = library;
    this.language = language;
  }

  TicketDraft draft(Effect.OpenTicket ticket, Conversation conversation) {
    TicketReport report = ticket.report();
    TicketDraft.Requester requester =
        switch (ticket.kind()) {
          case REQUEST ->
              new TicketDraft.Requester(
                  orNull(report.customer().name()), orNull(report.customer().mailAddress()));
          case INCIDENT -> TicketDraft.Requester.NONE;
        };
    return new TicketDraft(
        ticket.key(),
        ticket.kind(),
        ticket.priority(),
        Quoted.line(summary(ticket), SUMMARY),
        comment(report, conversation),
        requester);
  }

  String comment(TicketReport report, Conversation conversation) {
    List<String> lines = new ArrayList<>();
    lines.add(words("report." + PhraseKeys.of(report.topic())));
    switch (report.topic()) {
      case SERVER_FAULT, SERVER_HEALTHY -> {}
      case CUSTOMER_WROTE, CUSTOMER_ATTACHED -> {
        addWords(lines, report.words());
        return String.join("\n", lines);
      }
      case REPORTED,
          EVIDENCE_FAILED,
          STUCK,
          ASKED_FOR_PERSON,
          NOT_UNDERSTOOD,
          OTHER_MAIL_CLIENT,
          OTHER_TOPIC,
          EVIDENCE_HOLDS,
          SOLVED_BY_WORD,
          SOLVED_BY_AGENT,
          RELAPSE,
          NEWS -> {
        lines.add("");
        addCustomer(lines, report);
        lines.add(words("line.conversation", conversation.id()));
      }
    }
    addEvidence(lines, report.evidence());
    addWords(lines, report.words());
    return String.join("\n", lines);
  }

  private String summary(Effect.OpenTicket ticket) {
    TicketReport report = ticket.report();
    String verdict =
        report.evidence().isEmpty() ? "" : report.evidence().getLast().result().verdict().name();
    String target =
        report.evidence().isEmpty() ? "" : report.evidence().getLast().result().trace().target();
    Map<String, String> values =
        Map.of("client", client(report), "verdict", verdict, "target", target);
    return switch (ticket.kind()) {
      case REQUEST -> render("draft.request", values);
      case INCIDENT -> render("draft.incident", values);
    };
  }

  private String client(TicketReport report) {
    return report.mailClient() == null
        ? words("value.unknown")
        : Wording.name(library, report.mailClient(), language);
  }

  private void addCustomer(List<String> lines, TicketReport report) {
    lines.add(words("line.customer", customer(report.customer())));
    String externalId = report.customer().externalId();
    if (externalId != null) {
      lines.add(words("line.external-id", Quoted.line(externalId, 200)));
    }
    lines.add(words("line.mail-client", client(report)));
    addSteps(lines, "line.confirmed", report.stepsDone(), "confirm/");
    addSteps(lines, "line.changed", report.stepsDone(), "change/");
  }

  private String customer(Customer customer) {
    String name =
        customer.name() == null ? words("value.no-name") : Quoted.line(customer.name(), 80);
    if (customer.mailAddress() == null) {
      return name;
    }
    String trust = words("trust." + PhraseKeys.of(customer.trust()));
    return "%s <%s> (%s)".formatted(name, Quoted.line(customer.mailAddress(), 254), trust);
  }

  private void addSteps(List<String> lines, String key, List<String> done, String phase) {
    String steps =
        done.stream()
            .filter(step -> step.startsWith(phase))
            .map(step -> step.substring(phase.length()))
            .collect(Collectors.joining(", "));
    if (!steps.isEmpty()) {
      lines.add(words(key, steps));
    }
  }

  private void addEvidence(List<String> lines, List<EvidenceTaken> evidence) {
    if (evidence.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(words("line.evidence"));
    int from = Math.max(0, evidence.size() - EVIDENCE_SHOWN);
    for (EvidenceTaken taken : evidence.subList(from, evidence.size())) {
      ProbeResult result = taken.result();
      String target = Quoted.line(result.trace().target(), 254);
      lines.add(
          "- %s: %s%s"
              .formatted(
                  words("purpose." + PhraseKeys.of(taken.purpose())),
                  result.verdict().name(),
                  target.isEmpty() ? "" : " (" + target + ")"));
      account(result, lines);
      if (result.trace().reply() != null) {
        lines.add("  " + words("line.reply"));
        lines.add("  " + Quoted.block(result.trace().reply()).replace("\n", "\n  "));
      }
    }
  }

  private void account(ProbeResult result, List<String> lines) {
    String account =
        switch (result) {
          case ProbeResult.Healthy healthy -> healthy.account();
          case ProbeResult.Fault fault -> fault.account();
          case ProbeResult.Inconclusive _ -> null;
        };
    if (account != null) {
      lines.add("  " + words("line.account", Quoted.line(account, 254)));
    }
  }

  private void addWords(List<String> lines, @Nullable String customersWords) {
    if (customersWords != null) {
      lines.add("");
      lines.add(words("line.words"));
      lines.add(Quoted.block(customersWords));
    }
  }

  private String words(String key) {
    return render(key, Map.of());
  }

  private String words(String key, String value) {
    return render(key, Map.of("value", value));
  }

  private String render(String key, Map<String, String> values) {
    return phrases
        .template(key, language)
        .render(
            value -> library.provider().value(value.name(), language).orElse(""),
            reference -> values.getOrDefault(reference.id(), ""));
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null ? null : Quoted.line(text, 254);
  }
}
