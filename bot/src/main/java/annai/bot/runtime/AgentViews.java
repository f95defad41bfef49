package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Customer;
import annai.bot.conversation.Diagnosis;
import annai.bot.conversation.EvidenceTaken;
import annai.bot.conversation.State;
import annai.bot.runtime.AgentConversations.AgentRow;
import annai.bot.runtime.AgentConversations.AgentView;
import annai.bot.runtime.AgentConversations.DoneStep;
import annai.bot.runtime.AgentConversations.Evidence;
import annai.bot.runtime.AgentConversations.Listed;
import annai.bot.runtime.AgentConversations.Person;
import annai.bot.runtime.AgentConversations.StageLine;
import annai.bot.runtime.Conversations.Row;
import annai.bot.store.AgentQueueStore.Queued;
import annai.bot.store.StateJson;
import annai.bot.store.StoredMessage;
import annai.bot.store.Stores;
import annai.bot.wording.StepText;
import annai.connectors.probe.ProbeResult;
import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.Procedure;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Conversations as they are shown to agents. */
final class AgentViews {

  private static final int WORDS = 160;

  private final Stores stores;
  private final Libraries libraries;
  private final Views views;
  private final boolean writesLetters;

  AgentViews(Stores stores, Libraries libraries, Views views, boolean writesLetters) {
    this.writesLetters = writesLetters;
    this.stores = stores;
    this.libraries = libraries;
    this.views = views;
  }

  List<Listed> list(List<Queued> queued, Language reader) {
    return queued.stream().map(one -> listed(one, reader)).toList();
  }

  AgentView view(String id, Language reader) {
    Queued queued = stores.queue().find(id).orElseThrow(UnknownConversationException::new);
    Conversation conversation = queued.conversation();
    Customer customer = conversation.customer();
    return new AgentView(
        listed(queued, reader),
        conversation.epoch(),
        queued.createdAt(),
        new Person(
            customer.name(), customer.mailAddress(), id(customer.trust()), letters(customer)),
        views.position(conversation),
        conversation.stepsDone().stream().map(step -> done(conversation, step, reader)).toList(),
        conversation.evidence().stream().map(AgentViews::evidence).toList(),
        views.view(id).lastSeq());
  }

  private String letters(Customer customer) {
    if (!writesLetters) {
      return "off";
    }
    if (customer.agreedToMail()) {
      return "agreed";
    }
    return customer.mailAddress() == null ? "no-address" : "not-agreed";
  }

  List<AgentRow> rows(String id, long afterSeq, int limit) {
    return stores.messages().allAfter(id, afterSeq, limit).stream().map(this::row).toList();
  }

  private AgentRow row(StoredMessage message) {
    return new AgentRow(
        new Row(
            message.seq(),
            message.at(),
            message.from(),
            message.type(),
            stores.json().toBody(message.body())),
        message.forCustomer());
  }

  private Listed listed(Queued queued, Language reader) {
    Conversation conversation = queued.conversation();
    String mailClient = conversation.mailClient();
    return new Listed(
        conversation.id(),
        StateJson.kindOf(conversation.state()),
        conversation.language().tag(),
        mailClient == null ? conversation.otherMailClient() : mailClient,
        name(conversation, reader),
        conversation.state() instanceof State.WithAgent(String agent) ? agent : null,
        queued.calledFor() == null ? null : id(queued.calledFor()),
        queued.calledAt(),
        words(queued.words()),
        queued.lastFrom(),
        queued.lastAt(),
        Views.ticketView(conversation.ticket()),
        queued.passedBy(),
        queued.passedAt());
  }

  private @Nullable String name(Conversation conversation, Language reader) {
    String mailClient = conversation.mailClient();
    return mailClient == null
        ? conversation.otherMailClient()
        : libraries
            .of(conversation.revision())
            .mailClient(mailClient)
            .map(known -> known.name().in(reader))
            .orElse(mailClient);
  }

  private @Nullable String words(@Nullable String body) {
    if (body == null) {
      return null;
    }
    JsonNode row = stores.json().toBody(body);
    String choice = row.path("label").asString(row.path("choice").asString(""));
    String words = row.path("text").asString(choice).strip();
    return words.codePointCount(0, words.length()) <= WORDS
        ? words
        : words.substring(0, words.offsetByCodePoints(0, WORDS - 1)) + "…";
  }

  private DoneStep done(Conversation conversation, String step, Language reader) {
    String[] parts = step.split("/", 2);
    String text = parts.length == 2 ? text(conversation, parts[0], parts[1], reader) : step;
    return new DoneStep(parts[0], parts[parts.length - 1], text);
  }

  private String text(Conversation conversation, String phase, String id, Language reader) {
    String mailClient = conversation.mailClient();
    if (mailClient == null) {
      return id;
    }
    Library library = libraries.of(conversation.revision());
    StepText words = new StepText(library.provider(), reader);
    return library.procedure(mailClient).stream()
        .flatMap(procedure -> steps(procedure, phase))
        .filter(step -> step.id().equals(id))
        .findFirst()
        .map(words::text)
        .orElse(id);
  }

  private static Stream<annai.knowledge.Step> steps(Procedure procedure, String phase) {
    return phase.equals("change")
        ? procedure.change().stream()
        : Stream.concat(procedure.confirm().stream(), procedure.checkQuestion().stream());
  }

  private static Evidence evidence(EvidenceTaken taken) {
    ProbeResult result = taken.result();
    return new Evidence(
        id(taken.purpose()),
        result.verdict().name(),
        result instanceof ProbeResult.Healthy,
        id(Diagnosis.of(result).whoActs()),
        result.trace().target(),
        account(result),
        result.trace().reply(),
        result.trace().stages().stream()
            .map(
                stage ->
                    new StageLine(
                        stage.stage().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        stage.state().id(),
                        stage.millis(),
                        stage.reply()))
            .toList());
  }

  private static @Nullable String account(ProbeResult result) {
    return switch (result) {
      case ProbeResult.Healthy healthy -> healthy.account();
      case ProbeResult.Fault fault -> fault.account();
      case ProbeResult.Inconclusive _ -> null;
    };
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
