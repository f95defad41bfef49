package annai.bot.wording;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.State;
import annai.bot.conversation.Ticketing;
import annai.connectors.ticket.TicketRef;
import annai.knowledge.ErrorText;
import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.Procedure;
import java.util.Map;
import java.util.Optional;

/** The bot's sentences in one conversation: its language, its library, what stands in them. */
final class Speech {

  /** Ratings go from 1 to this. */
  static final int BEST_SCORE = 5;

  private final Phrases phrases;
  private final Library library;
  private final Conversation conversation;

  Speech(Phrases phrases, Library library, Conversation conversation) {
    this.phrases = phrases;
    this.library = library;
    this.conversation = conversation;
  }

  Language language() {
    return conversation.language();
  }

  StepText steps() {
    return new StepText(library.provider(), language());
  }

  SketchText sketches() {
    return new SketchText(phrases, library, language());
  }

  /** The address of all steps on one page, of this conversation's revision. */
  String page(String mailClient) {
    return "procedures/%s?language=%s&revision=%s"
        .formatted(mailClient, language().tag(), library.revision());
  }

  Optional<Procedure> procedure(String mailClient) {
    return library.procedure(mailClient);
  }

  String mailClient(String id) {
    return Wording.name(library, id, language());
  }

  String words(String key) {
    return words(key, Map.of());
  }

  String words(String key, Map<String, String> values) {
    return phrases
        .template(key, language())
        .render(
            value -> library.provider().value(value.name(), language()).orElse(""),
            reference -> value(reference.id(), values));
  }

  static Optional<String> ticketKey(Conversation conversation) {
    return Optional.ofNullable(conversation.ticket()).map(Ticketing::ref).map(TicketRef::key);
  }

  private String value(String name, Map<String, String> values) {
    return switch (name) {
      case "mail-client" ->
          Optional.ofNullable(values.getOrDefault(name, conversation.mailClient()))
              .map(this::mailClient)
              .orElseGet(() -> words("client.unnamed"));
      case "client" ->
          Optional.ofNullable(conversation.otherMailClient())
              .map(other -> Quoted.line(other, 80))
              .orElseGet(() -> words("client.unnamed"));
      case "ticket" ->
          Optional.ofNullable(values.get(name))
              .map(number -> Quoted.line(number, 80))
              .or(() -> ticketKey(conversation))
              .orElseGet(() -> words("ticket.no-number"));
      case "agent" ->
          conversation.state() instanceof State.WithAgent(String agent) && agent != null
              ? Quoted.line(agent, 80)
              : words("agent.unnamed");
      case "error" -> error(values.getOrDefault(name, ""));
      default -> Quoted.line(values.get(name), 200);
    };
  }

  private String error(String id) {
    return library.errorTexts().stream()
        .filter(known -> known.id().equals(id))
        .findFirst()
        .map(ErrorText::meaning)
        .map(meaning -> steps().plain(meaning.in(language())))
        .orElseGet(() -> words("error.unknown"));
  }
}
