package annai.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.ProbeResult;
import annai.knowledge.Language;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class EngineProperties {

  private static final List<Event> EVENTS = Situations.events();

  @Property(tries = 400)
  void on_randomWalk_keepsItsPromises(
      @ForAll("walks") List<Integer> walk, @ForAll TicketPolicy policy) {
    Engine engine =
        policy == TicketPolicy.ON_REPORT
            ? Shipped.engine(policy)
            : Shipped.engineWithLetters(policy);
    Conversation conversation = Conversation.begin("c1", Language.JA, Shipped.LIBRARY.revision());
    for (int choice : walk) {
      Event event = answered(EVENTS.get(choice), conversation);
      Transition transition = engine.on(conversation, event);
      Promises.check(conversation, event, transition);
      opensOnce(conversation, transition);
      conversation = transition.next();
    }
  }

  /** A request's ticket is opened only where there is none, and closed only while it is open. */
  private static void opensOnce(Conversation before, Transition transition) {
    Ticketing ticket = before.ticket();
    for (Effect effect : transition.effects()) {
      if (effect instanceof Effect.ReopenTicket) {
        assertThat(ticket != null && ticket.open()).isFalse();
      }
      if (effect instanceof Effect.OpenTicket open && open.key().contains("c1/")) {
        assertThat(ticket == null || !ticket.key().equals(open.key())).isTrue();
      }
    }
  }

  /** News for the calls that the walk really waits for, so that it gets somewhere. */
  private static Event answered(Event event, Conversation conversation) {
    Awaited awaited = conversation.awaited();
    return switch (event) {
      case Event.ProbeFinished(String call, ProbeResult result) ->
          new Event.ProbeFinished(
              or(call.endsWith(".3") ? awaited.loginCheck() : awaited.serverProbe(), call), result);
      case Event.TestMailArrived(String call, ProbeResult result) ->
          new Event.TestMailArrived(or(awaited.testMail(), call), result);
      case Event.TicketOpened(String key, var ref) ->
          new Event.TicketOpened(
              conversation.ticket() == null ? key : conversation.ticket().key(), ref);
      case Event.FromPerson person -> person;
      case Event.TicketDelayed delayed -> delayed;
      case Event.TicketFailed failed -> failed;
      case Event.TicketCommented commented -> commented;
      case Event.TicketChanged changed -> changed;
      case Event.TicketDeleted deleted -> deleted;
      case Event.TimerElapsed elapsed -> elapsed;
    };
  }

  private static String or(@Nullable String call, String otherwise) {
    return call == null ? otherwise : call;
  }

  @Provide
  Arbitrary<List<Integer>> walks() {
    return Arbitraries.integers().between(0, EVENTS.size() - 1).list().ofMinSize(5).ofMaxSize(60);
  }
}
