package annai.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.wording.Wording;
import annai.knowledge.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {

  private final Wording wording = Shipped.wording(Language.EN);

  @ParameterizedTest
  @EnumSource(TicketPolicy.class)
  void on_everyStateWithEveryEvent_holdsItsPromises(TicketPolicy policy) {
    holdsPromises(Shipped.engine(policy));
  }

  @Test
  void on_everyStateWithEveryEventAndLetters_holdsItsPromises() {
    holdsPromises(Shipped.engineWithLetters(TicketPolicy.ON_FAILURE));
  }

  private static void holdsPromises(Engine engine) {
    List<Conversation> conversations = Situations.conversations();
    List<Event> events = Situations.events();
    assertThat(conversations).hasSizeGreaterThan(60);
    assertThat(events).hasSizeGreaterThan(150);
    for (Conversation conversation : conversations) {
      for (Event event : events) {
        Transition transition = engine.on(conversation, event);
        Promises.check(conversation, event, transition);
        assertThat(engine.on(conversation, event)).isEqualTo(transition);
      }
    }
  }

  @Test
  void on_everyStateWithEveryEvent_canBeWorded() {
    Engine engine = Shipped.engineWithLetters(TicketPolicy.ON_FAILURE);
    for (Conversation conversation : Situations.conversations()) {
      for (Event event : Situations.events()) {
        Transition transition = engine.on(conversation, event);
        for (Effect effect : transition.effects()) {
          Promises.canBeWorded(wording, effect, transition.next());
        }
      }
    }
  }
}
