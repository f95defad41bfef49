package annai.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.conversation.Customer.Trust;
import annai.knowledge.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedInTest {

  private static final Event.CustomerIdentified TARO =
      new Event.CustomerIdentified("m-1", "Taro", "taro@mediacat.example");

  private final Engine engine = Shipped.engine(TicketPolicy.ON_FAILURE);

  private static Conversation begin() {
    return Conversation.begin("c1", Language.EN, Shipped.LIBRARY.revision());
  }

  @Test
  void identified_atTheBeginning_isGreetedAndNeverAskedForContact() {
    Transition begun = engine.on(begin(), TARO);
    Transition asked =
        engine.on(
            begun.next(), new Event.Said(new annai.bot.understanding.Meaning.Chosen("person")));

    assertThat(begun.next().customer())
        .isEqualTo(new Customer("taro@mediacat.example", "Taro", Trust.SIGNED, "m-1"));
    assertThat(begun.effects()).contains(new Effect.Say(Utterance.Words.of("greeting")));
    assertThat(asked.next().asked()).isNull();
    assertThat(opened(asked.effects()).report().customer().mailAddress())
        .isEqualTo("taro@mediacat.example");
  }

  @Test
  void identified_whileContactIsAsked_opensTheTicketThatWaited() {
    Transition asked =
        engine.on(
            engine.on(begin(), new Event.CameBack()).next(),
            new Event.Said(new annai.bot.understanding.Meaning.Chosen("person")));
    assertThat(asked.next().asked()).isNotNull();

    Transition signedIn = engine.on(asked.next(), TARO);

    assertThat(signedIn.next().asked()).isNull();
    assertThat(opened(signedIn.effects()).report().customer().trust()).isEqualTo(Trust.SIGNED);
  }

  @Test
  void identified_afterAnAddressWasStated_replacesIt() {
    assertThat(known(Trust.STATED).signedIn(TARO).mailAddress()).isEqualTo("taro@mediacat.example");
    assertThat(known(Trust.STATED).signedIn(TARO).trust()).isEqualTo(Trust.SIGNED);
  }

  @Test
  void identified_afterAnAddressWasProven_keepsIt() {
    Customer signedIn = known(Trust.PROVEN).signedIn(TARO);

    assertThat(signedIn).isEqualTo(new Customer("a@b.example", "Taro", Trust.PROVEN, "m-1"));
    assertThat(signedIn.proven("c@d.example").externalId()).isEqualTo("m-1");
  }

  @Test
  void identified_withoutAnAddress_doesNotSignTheStatedOne() {
    assertThat(known(Trust.STATED).signedIn(new Event.CustomerIdentified("m-1", null, null)))
        .isEqualTo(new Customer("a@b.example", "A", Trust.STATED, "m-1"));
  }

  private static Customer known(Trust trust) {
    return new Customer("a@b.example", "A", trust);
  }

  private static Effect.OpenTicket opened(List<Effect> effects) {
    return effects.stream()
        .filter(effect -> effect instanceof Effect.OpenTicket)
        .map(Effect.OpenTicket.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
