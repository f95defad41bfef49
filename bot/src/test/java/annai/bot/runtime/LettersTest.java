package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import annai.bot.identity.SigningSite;
import annai.bot.runtime.AgentConversations.AgentRow;
import annai.bot.runtime.AgentConversations.Outcome;
import annai.bot.runtime.Conversations.Input;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.DatabaseSettings;
import annai.bot.store.TestDatabases;
import annai.connectors.mailout.Handover;
import annai.connectors.mailout.OutgoingMail;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.knowledge.Language;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class LettersTest {

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnH2 extends OnDatabase {
    OnH2() {
      super(TestDatabases.H2.settings());
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnPostgres extends OnDatabase {
    OnPostgres() {
      super(TestDatabases.POSTGRESQL.settings());
    }
  }

  abstract static class OnDatabase {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(121);

    private final VirtualClock clock = new VirtualClock();
    private final List<OutgoingMail> mails = new CopyOnWriteArrayList<>();
    private final Queue<Handover> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger customers = new AtomicInteger();
    private final AtomicInteger replies = new AtomicInteger();
    private final RunningTalk running;
    private final AgentConversations desk;
    private final Letters letters;

    OnDatabase(DatabaseSettings settings) {
      running =
          new RunningTalk(
              settings,
              new InMemoryTicketSystem(),
              new Post(this::send, "https://help.example.net"),
              clock);
      desk = running.runtime.agentConversations();
      letters = running.runtime.letters();
    }

    @AfterAll
    void close() {
      running.close();
    }

    private Handover send(OutgoingMail mail) {
      mails.add(mail);
      Handover told = answers.poll();
      return told == null ? new Handover.Taken() : told;
    }

    private List<OutgoingMail> mailsTo(String address) {
      return mails.stream().filter(mail -> mail.to().equals(address)).toList();
    }

    private record Talk(Started right, String address) {
      String id() {
        return right.id();
      }
    }

    /** A customer whom the site knows, with an agent, who was asked. */
    private Talk asked() {
      String name = "m-" + customers.incrementAndGet();
      String address = name + "@mediacat.example";
      Started right =
          running
              .runtime
              .signIn(SigningSite.tokens(InstantSource.system()))
              .begin(SigningSite.token(name, "Taro", address), null, Language.EN);
      desk.claim(right.id(), "Sato", 0);
      return new Talk(right, address);
    }

    private Talk agreed() {
      Talk talk = asked();
      running.conversations.say(talk.id(), "yes", new Input.Choice("letters-yes"));
      clock.advance(Duration.ofSeconds(1));
      return talk;
    }

    private void reply(Talk talk, String words) {
      long epoch = desk.view(talk.id(), Language.EN).epoch();
      assertThat(desk.reply(talk.id(), "Sato", epoch, "r" + replies.incrementAndGet(), words))
          .isInstanceOf(Outcome.Done.class);
    }

    private void settled(Talk talk) {
      await().untilAsserted(() -> assertThat(running.stores.letters().unseen(talk.id())).isEmpty());
    }

    private List<AgentRow> letterRows(Talk talk) {
      return desk.rows(talk.id(), 0, 100).stream()
          .filter(row -> row.row().type().equals("letter"))
          .toList();
    }

    private static String code(OutgoingMail mail, String before) {
      Matcher link =
          Pattern.compile(
                  Pattern.quote("https://help.example.net/" + before) + "([A-Za-z0-9_-]{43})\\b")
              .matcher(mail.text() + " ");
      assertThat(link.find()).as(mail.text()).isTrue();
      return link.group(1);
    }

    @Test
    void twoReplies_customerHasLeft_comeInOneMailWithoutTheCustomersWords() {
      Talk talk = agreed();
      running.say(talk.right(), "mine", "kanaria");
      clock.advance(Duration.ofSeconds(1));
      reply(talk, "Please try port 587.\nBcc: evil@x.example");
      clock.advance(Duration.ofSeconds(30));
      reply(talk, "And switch authentication on.");
      clock.advance(LONG_ENOUGH);
      settled(talk);

      assertThat(mailsTo(talk.address())).hasSize(1);
      OutgoingMail mail = mailsTo(talk.address()).getFirst();
      assertThat(mail.text())
          .contains("Sato:\nPlease try port 587.", "And switch authentication on.")
          .contains("https://help.example.net/chat#", "https://help.example.net/letters/")
          .doesNotContain("kanaria");
      assertThat(mail.subject()).isNotBlank().doesNotContain("\n");
      assertThat(mail.language()).isEqualTo("en");
      assertThat(letterRows(talk)).hasSize(1);
      assertThat(letterRows(talk).getFirst().forCustomer()).isFalse();
      assertThat(letterRows(talk).getFirst().row().body().path("outcome").asString())
          .isEqualTo("sent");
      assertThat(desk.view(talk.id(), Language.EN).customer().letters()).isEqualTo("agreed");
    }

    @Test
    void reply_customerOpenedTheChatSince_isNotMailed() {
      Talk talk = agreed();
      reply(talk, "Please try port 587.");
      clock.advance(Duration.ofSeconds(60));
      letters.listening(Set.of(), Set.of(talk.id()));
      clock.advance(LONG_ENOUGH);
      settled(talk);

      assertThat(mailsTo(talk.address())).isEmpty();
    }

    @Test
    void reply_streamThatStaysOpen_isNotMailed_oneThatEndsIs() {
      Talk stays = agreed();
      Talk goes = agreed();
      reply(stays, "Please try port 587.");
      reply(goes, "Please try port 587.");
      clock.advance(Duration.ofSeconds(15));
      letters.listening(Set.of(stays.id(), goes.id()), Set.of());
      clock.advance(Duration.ofSeconds(45));
      letters.listening(Set.of(stays.id()), Set.of());
      clock.advance(LONG_ENOUGH);
      settled(stays);
      settled(goes);

      assertThat(mailsTo(stays.address())).isEmpty();
      assertThat(mailsTo(goes.address())).hasSize(1);
    }

    @Test
    void reply_customerWroteSince_isNotMailed() {
      Talk talk = agreed();
      reply(talk, "Please try port 587.");
      running.say(talk.right(), "mine", "It works");
      clock.advance(LONG_ENOUGH);
      settled(talk);

      assertThat(mailsTo(talk.address())).isEmpty();
    }

    @Test
    void reply_notAgreed_isNeverNoted() {
      Talk talk = asked();
      reply(talk, "Please try port 587.");

      assertThat(running.stores.letters().unseen(talk.id())).isEmpty();
      assertThat(desk.view(talk.id(), Language.EN).customer().letters()).isEqualTo("not-agreed");
    }

    @Test
    void reply_declinedBeforeItWent_isNotMailed() {
      Talk talk = agreed();
      reply(talk, "Please try port 587.");
      running.conversations.say(talk.id(), "no", new Input.Choice("letters-no"));
      clock.advance(LONG_ENOUGH);
      settled(talk);

      assertThat(mailsTo(talk.address())).isEmpty();
    }

    @Test
    void resumeLink_opensOnceAndWithinSevenDays() {
      Talk talk = agreed();
      reply(talk, "Please try port 587.");
      clock.advance(LONG_ENOUGH);
      settled(talk);
      clock.advance(Duration.ofMinutes(20));
      reply(talk, "Did it help?");
      clock.advance(LONG_ENOUGH);
      settled(talk);
      List<OutgoingMail> both = mailsTo(talk.address());
      assertThat(both).hasSize(2);
      assertThat(both.getLast().text()).doesNotContain("587").contains("Did it help?");

      Started device = running.conversations.resume(code(both.getFirst(), "chat#"));
      assertThat(device.id()).isEqualTo(talk.id());
      running.conversations.authorise(device.id(), device.token());
      assertThatExceptionOfType(LetterLinkException.class)
          .isThrownBy(() -> running.conversations.resume(code(both.getFirst(), "chat#")));
      clock.advance(Duration.ofDays(7));
      assertThatExceptionOfType(LetterLinkException.class)
          .isThrownBy(() -> running.conversations.resume(code(both.getLast(), "chat#")));
    }

    @Test
    void declineLink_endsTheMails() {
      Talk talk = agreed();
      reply(talk, "Please try port 587.");
      clock.advance(LONG_ENOUGH);
      settled(talk);
      String code = code(mailsTo(talk.address()).getFirst(), "letters/");

      assertThat(letters.language(code)).isEqualTo(Language.EN);
      letters.decline(code);
      letters.decline(code);

      assertThat(desk.view(talk.id(), Language.EN).customer().letters()).isEqualTo("not-agreed");
      reply(talk, "One more thing.");
      assertThat(running.stores.letters().unseen(talk.id())).isEmpty();
      assertThatExceptionOfType(UnknownConversationException.class)
          .isThrownBy(() -> letters.decline(code.replace(code.charAt(0), '_') + "x"));
    }

    @Test
    void mail_notTakenNow_goesLaterAsTheSameMail() {
      Talk talk = agreed();
      answers.add(new Handover.Later("451 4.7.1 Greylisted"));
      reply(talk, "Please try port 587.");
      clock.advance(LONG_ENOUGH);
      await().untilAsserted(() -> assertThat(mailsTo(talk.address())).hasSize(1));
      await()
          .untilAsserted(
              () -> {
                clock.advance(Duration.ofMinutes(3));
                assertThat(mailsTo(talk.address())).hasSize(2);
              });
      settled(talk);

      assertThat(mailsTo(talk.address()).getFirst()).isEqualTo(mailsTo(talk.address()).getLast());
      assertThat(letterRows(talk)).hasSize(1);
    }

    @Test
    void mail_refused_isToldToAgentsOnly() {
      Talk talk = agreed();
      answers.add(new Handover.Refused(550, "550 5.1.1 No such mailbox"));
      reply(talk, "Please try port 587.");
      clock.advance(LONG_ENOUGH);
      settled(talk);

      assertThat(letterRows(talk)).hasSize(1);
      AgentRow row = letterRows(talk).getFirst();
      assertThat(row.forCustomer()).isFalse();
      assertThat(row.row().body().path("outcome").asString()).isEqualTo("failed");
      assertThat(row.row().body().path("code").asInt()).isEqualTo(550);
    }

    @Test
    void replies_soonAfterAMail_waitTenMinutes() {
      Talk talk = agreed();
      reply(talk, "Please try port 587.");
      clock.advance(LONG_ENOUGH);
      settled(talk);
      reply(talk, "And one more thing.");
      clock.advance(Duration.ofMinutes(5));
      assertThat(LetterPace.next(running.stores.letters(), talk.id(), clock.instant()))
          .isAfter(clock.instant());
      clock.advance(Duration.ofMinutes(6));
      settled(talk);

      assertThat(mailsTo(talk.address())).hasSize(2);
    }

    @Test
    void erase_takesTheLettersWithIt() {
      Talk talk = agreed();
      reply(talk, "Please try port 587.");
      clock.advance(LONG_ENOUGH);
      settled(talk);
      String code = code(mailsTo(talk.address()).getFirst(), "letters/");

      running.conversations.erase(talk.id());

      assertThatExceptionOfType(UnknownConversationException.class)
          .isThrownBy(() -> letters.language(code));
      assertThat(running.stores.letters().lastSeq(talk.id())).isZero();
    }
  }
}
