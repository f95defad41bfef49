package annai.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Customer;
import annai.bot.conversation.EvidenceTaken;
import annai.bot.conversation.Purpose;
import annai.bot.conversation.State;
import annai.bot.conversation.Ticketing;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.Stage;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import annai.connectors.probe.Warning;
import annai.connectors.ticket.TicketRef;
import annai.knowledge.Language;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StateJsonTest {

  private static final String FIXTURE = "/annai/bot/store/conversations-v1.jsonl";

  private final StateJson json = new StateJson();

  /** One of every state, two of those that differ in what may be null. */
  private static List<State> states() {
    return List.of(
        new State.Greeting(),
        new State.ChoosingMailClient(List.of("outlook-2016", "outlook-2013")),
        new State.Confirming(2),
        new State.Changing(0),
        new State.TakingEvidence(Purpose.BASELINE, "c.3", new State.Changing(0)),
        new State.TakingEvidence(Purpose.AFTER_CHANGE, null, new State.Confirming(1)),
        new State.Solved(State.Resolution.EVIDENCE),
        new State.WaitingForAgent(State.HandOffReason.STUCK),
        new State.WithAgent("花子"),
        new State.WithAgent(null),
        new State.Closed(State.Resolution.CUSTOMERS_WORD),
        new State.Closed(null));
  }

  private static Conversation in(State state) {
    Conversation begun = Conversation.begin("c", Language.JA, "r1");
    ProbeTrace trace =
        new ProbeTrace(
            "mail.example:587",
            List.of(new StageResult(Stage.DNS, StageResult.State.OK, 4, null)),
            null,
            Set.of(Warning.SLOW),
            "535 5.7.8 いいえ");
    return new Conversation(
        begun.id(),
        begun.language(),
        new Customer("taro@example.jp", "太郎", Customer.Trust.PROVEN),
        "outlook-2016",
        null,
        begun.revision(),
        new Ticketing("c/1", new TicketRef("built-in", "MAIL-1", URI.create("https://x/1")), true),
        null,
        2,
        3,
        1,
        4,
        begun.awaited(),
        begun.asked(),
        begun.marks(),
        null,
        List.of("confirm/a", "change/b"),
        List.of(
            new EvidenceTaken(
                Purpose.BASELINE,
                new ProbeResult.Fault(Verdict.AUTH_REJECTED, Stage.AUTH, trace, null)),
            new EvidenceTaken(
                Purpose.AFTER_CHANGE, new ProbeResult.Healthy(Verdict.PROVEN, trace, "taro")),
            new EvidenceTaken(
                Purpose.OUTAGE, new ProbeResult.Inconclusive(Verdict.DNS_TIMEOUT, trace, "own"))),
        state);
  }

  @Test
  void everyState_writtenAndRead_isEqual() {
    assertThat(states().stream().map(State::getClass).collect(Collectors.toSet()))
        .hasSameSizeAs(State.class.getPermittedSubclasses());
    for (State state : states()) {
      Conversation conversation = in(state);
      assertThat(json.toConversation(json.ofConversation(conversation))).isEqualTo(conversation);
    }
  }

  @Test
  void everyStateOfVersion1_storedLongAgo_isStillRead() throws IOException {
    Set<State> read = new LinkedHashSet<>();
    for (String line : fixture().lines().toList()) {
      Conversation conversation = json.toConversation(line);
      assertThat(conversation).isEqualTo(in(conversation.state()));
      read.add(conversation.state());
    }
    assertThat(read).containsExactlyElementsOf(states());
  }

  private static String fixture() throws IOException {
    try (var in = StateJsonTest.class.getResourceAsStream(FIXTURE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void version_thatIsNewer_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                json.toConversation(
                    json.ofConversation(in(new State.Greeting()))
                        .replace("\"version\":1", "\"version\":99")))
        .withMessageContaining("99");
  }

  /** Writes the fixture of the current version; run by hand when a version begins. */
  public static void main(String[] args) {
    states().forEach(state -> System.out.println(new StateJson().ofConversation(in(state))));
  }
}
