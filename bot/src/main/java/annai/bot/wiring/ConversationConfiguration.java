package annai.bot.wiring;

import annai.bot.attachments.AttachmentLimits;
import annai.bot.conversation.Engine;
import annai.bot.identity.SiteTokens;
import annai.bot.runtime.Attachments;
import annai.bot.runtime.ConversationRuntime;
import annai.bot.runtime.Conversations;
import annai.bot.runtime.Libraries;
import annai.bot.runtime.Listener;
import annai.bot.runtime.Outside;
import annai.bot.runtime.Speaker;
import annai.bot.runtime.TestMailInvitations;
import annai.bot.store.Stores;
import annai.bot.understanding.MeaningReader;
import annai.bot.web.CustomerAccess;
import annai.bot.wording.PageWording;
import annai.bot.wording.Phrases;
import annai.bot.wording.SideAnswers;
import annai.bot.wording.Staffing;
import annai.bot.wording.Wording;
import annai.knowledge.Knowledge;
import annai.knowledge.Language;
import annai.knowledge.authoring.ConfigReader;
import annai.knowledge.search.LuceneLibrary;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The conversations, from what is known to what is running. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  ConversationProperties.class,
  AttachmentProperties.class,
  IdentityProperties.class
})
class ConversationConfiguration {

  @Bean
  Knowledge knowledge(Project project) {
    return ConfigReader.read(project.config());
  }

  @Bean
  Libraries libraries(Knowledge knowledge, Project project, Stores stores, InstantSource clock) {
    return new StoredLibraries(
        stores.conversations(),
        knowledge,
        revision -> LuceneLibrary.of(project.config(), revision),
        clock.instant());
  }

  @Bean
  Listener listener(Project project, Knowledge knowledge) {
    return MeaningReader.of(project.config(), knowledge)::read;
  }

  @Bean
  SiteTokens siteTokens(IdentityProperties properties, InstantSource clock) {
    return properties.tokens(clock);
  }

  @Bean
  Phrases phrases(Project project) {
    return Phrases.load(project.config().resolve("wording"));
  }

  @Bean
  PageWording pageWording(Project project) {
    return PageWording.load(project.config().resolve("wording").resolve("page"));
  }

  @Bean
  Speaker speaker(
      Phrases phrases,
      Libraries libraries,
      TestMailInvitations invitations,
      SideAnswers answers,
      ConversationProperties properties,
      Staffing staffing,
      Environment environment) {
    // who tries the demonstration is customer and staff in one
    Language staff = Mode.demonstration(environment) ? null : properties.staffLanguage();
    return Speaker.of(
        new Wording(phrases, libraries::of, invitations::address, answers, staff).with(staffing));
  }

  @Bean
  Engine engine(
      Libraries libraries,
      TicketProperties tickets,
      ConversationProperties properties,
      LetterConfiguration.Correspondent correspondent) {
    return new Engine(
        libraries::of, tickets.open(), properties.timings(), correspondent.post().isPresent());
  }

  @Bean
  ConversationRuntime.Mind mind(
      Engine engine,
      Speaker speaker,
      Listener listener,
      Libraries libraries,
      ConversationProperties properties) {
    return new ConversationRuntime.Mind(
        engine::on, speaker, listener, libraries, properties.language());
  }

  @Bean(destroyMethod = "close")
  ConversationRuntime conversationRuntime(
      Stores stores,
      ConversationRuntime.Mind mind,
      Outside outside,
      TestMailInvitations invitations,
      InstantSource clock) {
    return new ConversationRuntime(stores, mind, outside, invitations, clock);
  }

  /**
   * What is pending goes on when all parts are there, the demonstration's mail server among them,
   * and before the web server takes requests.
   */
  @Bean
  SmartLifecycle pendingWork(ConversationRuntime runtime) {
    return new SmartLifecycle() {
      private volatile boolean running;

      @Override
      public void start() {
        runtime.start();
        running = true;
      }

      @Override
      public void stop() {
        running = false;
      }

      @Override
      public boolean isRunning() {
        return running;
      }

      @Override
      public int getPhase() {
        return 0;
      }
    };
  }

  @Bean
  Conversations conversations(ConversationRuntime runtime) {
    return runtime.conversations();
  }

  @Bean
  AttachmentLimits attachmentLimits(AttachmentProperties properties) {
    return properties.limits();
  }

  @Bean
  Attachments attachments(ConversationRuntime runtime) {
    return runtime.attachments();
  }

  @Bean
  CustomerAccess customerAccess(
      Conversations conversations,
      ConversationRuntime runtime,
      SiteTokens tokens,
      AttachmentLimits limits) {
    return CustomerAccess.to(
        conversations,
        runtime.ticketEntrance(),
        runtime.signIn(tokens),
        runtime.letters(),
        runtime.attachments(),
        limits);
  }
}
