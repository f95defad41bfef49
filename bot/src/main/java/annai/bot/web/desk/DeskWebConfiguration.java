package annai.bot.web.desk;

import annai.bot.desk.AgentAccounts;
import annai.bot.desk.AgentPresence;
import annai.bot.desk.AuditTrail;
import annai.bot.desk.oidc.SingleSignOn;
import annai.bot.runtime.AgentConversations;
import annai.bot.runtime.News;
import annai.bot.web.Problems;
import annai.bot.web.WebConfiguration;
import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.EnumSet;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * The desk's web side, to be imported where its accounts, its sessions and what it works on are
 * beans. Its filters are mapped to the desk's addresses and never see another.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties(DeskSettings.class)
@Import({
  DeskPageController.class,
  SessionController.class,
  PasskeyController.class,
  SingleSignOnController.class,
  AgentController.class,
  DeskConversationController.class,
  DeskDeedController.class,
  DeskRepliesController.class,
  DeskColleagueController.class,
  DeskAttachmentController.class,
  DeskEventController.class,
  DeskTicketController.class,
  DeskOutboxController.class,
  DeskReconciliationController.class,
  DeskTicketLinkController.class,
  DeskWebhookController.class,
  AuditController.class
})
public class DeskWebConfiguration {

  private static final String API = "/api/v1/desk";
  private static final String[] ADDRESSES = {"/desk/*", API + "/*"};

  @Bean
  DeskCookies deskCookies(DeskSettings settings) {
    return new DeskCookies(settings);
  }

  @Bean
  AgentSessions agentSessions(
      AgentAccounts accounts,
      FindByIndexNameSessionRepository<?> sessions,
      AgentPresence presence,
      DeskSettings settings,
      InstantSource clock) {
    return new AgentSessions(accounts, sessions, presence, settings, clock);
  }

  @Bean
  Entrance entrance(
      AgentAccounts accounts, AgentSessions sessions, DeskCookies cookies, AuditTrail audit) {
    return new Entrance(accounts, sessions, cookies, audit);
  }

  @Bean
  PasskeySites passkeySites(DeskSettings settings) {
    return new PasskeySites(settings);
  }

  @Bean
  SessionController.Offers offers(PasskeySites passkeys, SingleSignOn singleSignOn) {
    return new SessionController.Offers(passkeys, singleSignOn);
  }

  @Bean
  DeskEvents deskEvents(News news, AgentConversations agents, AgentSessions sessions) {
    return new DeskEvents(news, agents, sessions, WebConfiguration.json());
  }

  @Bean
  DeskProblems deskProblems(Problems problems) {
    return new DeskProblems(problems);
  }

  @Bean
  DeedAnswers deedAnswers(AuditTrail audit) {
    return new DeedAnswers(audit);
  }

  @Bean
  Answers answers() {
    return new Answers(WebConfiguration.json());
  }

  @Bean
  FilterRegistrationBean<SessionRepositoryFilter<?>> deskSessions(
      FindByIndexNameSessionRepository<?> sessions, DeskCookies cookies) {
    FilterRegistrationBean<SessionRepositoryFilter<?>> registration =
        new FilterRegistrationBean<>(filter(sessions, cookies));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    registration.addUrlPatterns(ADDRESSES);
    return registration;
  }

  private static <S extends Session> SessionRepositoryFilter<S> filter(
      FindByIndexNameSessionRepository<S> sessions, DeskCookies cookies) {
    CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
    ids.setCookieSerializer(cookies);
    SessionRepositoryFilter<S> filter = new SessionRepositoryFilter<>(sessions);
    filter.setHttpSessionIdResolver(ids);
    return filter;
  }

  @Bean
  DelegatingFilterProxyRegistrationBean deskSecurity() {
    var registration = new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 11);
    registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
    registration.addUrlPatterns(ADDRESSES);
    return registration;
  }

  @Bean
  SecurityFilterChain deskChain(
      HttpSecurity http, AgentSessions sessions, DeskCookies cookies, DeskProblems problems) {
    CsrfTokenRequestAttributeHandler eager = new CsrfTokenRequestAttributeHandler();
    eager.setCsrfRequestAttributeName(null);
    return http.securityMatcher("/desk/**", API + "/**")
        .securityContext(context -> context.securityContextRepository(sessions))
        .csrf(csrf -> csrf.csrfTokenRepository(cookies).csrfTokenRequestHandler(eager))
        .sessionManagement(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .exceptionHandling(
            refused -> refused.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .authorizeHttpRequests(
            rights ->
                rights
                    .requestMatchers("/desk/**")
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, API + "/session")
                    .permitAll()
                    .requestMatchers(
                        HttpMethod.POST,
                        API + "/session",
                        API + "/session/passkey",
                        API + "/session/passkey/challenge",
                        API + "/session/single-sign-on",
                        API + "/setup",
                        API + "/join")
                    .permitAll()
                    .requestMatchers(
                        API + "/agents/**", API + "/audit", API + "/dead-letters/*/discard")
                    .hasRole("ADMIN")
                    .anyRequest()
                    .hasRole("AGENT"))
        .build();
  }
}
