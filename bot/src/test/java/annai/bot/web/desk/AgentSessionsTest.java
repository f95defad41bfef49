package annai.bot.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.desk.AgentAccounts;
import annai.bot.desk.AgentPresence;
import annai.bot.desk.SettableClock;
import annai.bot.store.Agent;
import annai.bot.store.Agent.Role;
import annai.bot.store.Database;
import annai.bot.store.TestDatabases;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.MapSession;

class AgentSessionsTest {

  private static final String PASSWORD = "correct horse 馬";

  private final Database database = TestDatabases.H2.open();
  private final SettableClock clock = new SettableClock();
  private final AgentAccounts accounts = new AgentAccounts(database, clock);
  private final StoredSessions stored = new StoredSessions();
  private final AgentSessions sessions =
      new AgentSessions(
          accounts,
          stored,
          new AgentPresence(database, clock),
          DeskSettingsOf.given(Map.of()),
          clock);
  private MockHttpSession session = new MockHttpSession();

  @BeforeEach
  void logIn() {
    accounts.setUp(accounts.drawSetupCode().orElseThrow(), "sato", "佐藤", PASSWORD);
    Agent mori = accounts.join(accounts.invite("mori", "Mori", Role.ADMIN).code(), PASSWORD);
    MockHttpServletRequest request = new MockHttpServletRequest();
    sessions.begin(request, mori);
    session = Objects.requireNonNull((MockHttpSession) request.getSession(false));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private boolean knows(boolean poll) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSession(session);
    if (poll) {
      request.addHeader("If-None-Match", "\"x\"");
    }
    return sessions.agent(request).isPresent();
  }

  @Test
  void begin_withASessionThere_endsItAndTakesAnother() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSession(session);

    sessions.begin(request, accounts.find("sato").orElseThrow());

    assertThat(session.isInvalid()).isTrue();
    assertThat(sessions.agent(request).orElseThrow().login()).isEqualTo("sato");
  }

  @Test
  void session_usedNowAndThen_lastsTwelveHoursAndNoLonger() {
    for (int i = 0; i < 35; i++) {
      clock.advance(Duration.ofMinutes(20));
      assertThat(knows(false)).isTrue();
    }
    clock.advance(Duration.ofMinutes(25));

    assertThat(knows(false)).isFalse();
    assertThat(session.isInvalid()).isTrue();
  }

  @Test
  void session_whosePageOnlyPolls_endsAfterHalfAnHour() {
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofMinutes(10));
      assertThat(knows(true)).isTrue();
    }
    clock.advance(Duration.ofMinutes(1));

    assertThat(knows(true)).isFalse();
  }

  @Test
  void session_ofSomebodyDisabledOrReset_isOver() {
    accounts.disable("mori");
    assertThat(knows(false)).isFalse();
  }

  @Test
  void session_fromBeforeThePasswordWasChanged_isOver() {
    accounts.changePassword("mori", PASSWORD, "another horse 馬");
    assertThat(knows(false)).isFalse();
  }

  @Test
  void session_lookedUpByItsId_isItsAgentsUntilItEnds() {
    stored.keep(session);
    assertThat(sessions.agent(session.getId()).orElseThrow().login()).isEqualTo("mori");
    assertThat(sessions.agent("no-such-session")).isEmpty();

    accounts.changePassword("mori", PASSWORD, "another horse 馬");
    assertThat(sessions.agent(session.getId())).isEmpty();
  }

  @Test
  void session_lookedUpByItsId_ofSomebodyDisabledOrLoggedOut_isOver() {
    stored.keep(session);
    clock.advance(Duration.ofMinutes(29));
    assertThat(sessions.agent(session.getId())).isPresent();
    clock.advance(Duration.ofMinutes(2));
    assertThat(sessions.agent(session.getId())).isEmpty();

    logInAgain();
    accounts.disable("mori");
    assertThat(sessions.agent(session.getId())).isEmpty();

    stored.deleteById(session.getId());
    assertThat(sessions.agent(session.getId())).isEmpty();
  }

  @Test
  void request_forTheEvents_keepsNoSessionAlive() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/desk/events");
    request.setSession(session);
    clock.advance(Duration.ofMinutes(20));
    assertThat(sessions.agent(request)).isPresent();
    clock.advance(Duration.ofMinutes(11));
    assertThat(sessions.agent(request)).isEmpty();
  }

  private void logInAgain() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    sessions.begin(request, accounts.find("mori").orElseThrow());
    session = Objects.requireNonNull((MockHttpSession) request.getSession(false));
    stored.keep(session);
    assertThat(sessions.agent(session.getId())).isPresent();
  }

  @Test
  void role_changedMeanwhile_countsAtOnce() {
    accounts.changeRole("mori", Role.AGENT);
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSession(session);

    assertThat(
            Objects.requireNonNull(sessions.loadDeferredContext(request).get().getAuthentication())
                .getAuthorities())
        .extracting(Object::toString)
        .containsExactly("ROLE_AGENT");
  }

  private static final class StoredSessions
      implements FindByIndexNameSessionRepository<MapSession> {

    private final Map<String, MapSession> all = new ConcurrentHashMap<>();

    private void keep(MockHttpSession session) {
      MapSession copy = new MapSession(session.getId());
      Collections.list(session.getAttributeNames())
          .forEach(name -> copy.setAttribute(name, session.getAttribute(name)));
      save(copy);
    }

    @Override
    public Map<String, MapSession> findByIndexNameAndIndexValue(String name, String value) {
      return Map.of();
    }

    @Override
    public MapSession createSession() {
      return new MapSession();
    }

    @Override
    public void save(MapSession session) {
      all.put(session.getId(), session);
    }

    @Override
    public @Nullable MapSession findById(String id) {
      return all.get(id);
    }

    @Override
    public void deleteById(String id) {
      all.remove(id);
    }
  }
}
