package annai.bot.wiring;

import annai.bot.desk.AgentAccounts;
import annai.bot.desk.AgentPresence;
import annai.bot.desk.AuditTrail;
import annai.bot.desk.CannedReplies;
import annai.bot.desk.DeskStaffing;
import annai.bot.desk.Passkeys;
import annai.bot.desk.oidc.SingleSignOn;
import annai.bot.runtime.AgentConversations;
import annai.bot.runtime.AgentTickets;
import annai.bot.runtime.ConversationRuntime;
import annai.bot.runtime.News;
import annai.bot.runtime.Outbox;
import annai.bot.runtime.Reconciliation;
import annai.bot.store.Database;
import annai.bot.store.Stores;
import annai.bot.web.desk.DeskSettings;
import annai.bot.web.desk.DeskWebConfiguration;
import annai.bot.webhooks.Webhooks;
import annai.bot.wording.CannedTexts;
import annai.bot.wording.Staffing;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The agents' desk. */
@Configuration(proxyBeanMethods = false)
@Import(DeskWebConfiguration.class)
class DeskConfiguration {

  /** 27 bytes are the 36 characters that a session's id may have. */
  private static final int SESSION_ID_BYTES = 27;

  private static final SecureRandom RANDOM = new SecureRandom();

  @Bean
  AgentAccounts agentAccounts(Database database, InstantSource clock) {
    return new AgentAccounts(database, clock);
  }

  @Bean
  Passkeys passkeys(Database database, InstantSource clock) {
    return new Passkeys(database, clock);
  }

  @Bean
  SingleSignOn singleSignOn(
      Database database, AgentAccounts accounts, DeskSettings settings, InstantSource clock) {
    return new SingleSignOn(
        database, accounts, clock, settings.oidc().rules(settings.url()).orElse(null));
  }

  @Bean
  AuditTrail auditTrail(Database database, DeskSettings settings, InstantSource clock) {
    return new AuditTrail(database, settings.audit(), clock);
  }

  @Bean
  AgentPresence agentPresence(Database database, InstantSource clock) {
    return new AgentPresence(database, clock);
  }

  @Bean
  CannedReplies cannedReplies(Database database, Project project, InstantSource clock) {
    return new CannedReplies(
        database, CannedTexts.load(project.config().resolve("canned-replies.yml")), clock);
  }

  @Bean
  Staffing staffing(DeskSettings settings, Stores stores, InstantSource clock) {
    return new DeskStaffing(settings.businessHours().orElse(null), stores.handOffWaits(), clock);
  }

  @Bean
  AgentConversations agentConversations(ConversationRuntime runtime) {
    return runtime.agentConversations();
  }

  @Bean
  News news(ConversationRuntime runtime) {
    return runtime.news();
  }

  @Bean
  AgentTickets agentTickets(ConversationRuntime runtime) {
    return runtime.agentTickets();
  }

  @Bean
  Outbox outbox(ConversationRuntime runtime) {
    return runtime.outbox();
  }

  @Bean
  Reconciliation reconciliation(ConversationRuntime runtime) {
    return runtime.reconciliation();
  }

  @Bean
  Webhooks webhooks(ConversationRuntime runtime) {
    return runtime.webhooks();
  }

  @Bean
  JdbcIndexedSessionRepository deskSessionRepository(Database database, DeskSettings settings) {
    TransactionTemplate own = new TransactionTemplate(new JdbcTransactionManager(database.pool()));
    // the embedded database has one connection, and who has it can't wait for another one
    own.setPropagationBehavior(
        database.embedded()
            ? TransactionDefinition.PROPAGATION_REQUIRED
            : TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    JdbcIndexedSessionRepository sessions =
        new JdbcIndexedSessionRepository(new JdbcTemplate(database.pool()), own);
    sessions.setTableName("desk_sessions");
    sessions.setDefaultMaxInactiveInterval(settings.idle());
    sessions.setSessionIdGenerator(DeskConfiguration::sessionId);
    if (!database.embedded()) {
      new PostgreSqlJdbcIndexedSessionRepositoryCustomizer().customize(sessions);
    }
    return sessions;
  }

  private static String sessionId() {
    byte[] drawn = new byte[SESSION_ID_BYTES];
    RANDOM.nextBytes(drawn);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
  }
}
