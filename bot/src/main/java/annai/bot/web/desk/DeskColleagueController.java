package annai.bot.web.desk;

import annai.bot.desk.AgentAccounts;
import annai.bot.desk.AgentPresence;
import annai.bot.desk.AgentPresence.Presence;
import annai.bot.store.Agent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who works at the desk, and who is there. */
@RestController
@RequestMapping("/api/v1/desk/colleagues")
final class DeskColleagueController {

  private final AgentAccounts accounts;
  private final AgentPresence presence;
  private final Answers answers;

  DeskColleagueController(AgentAccounts accounts, AgentPresence presence, Answers answers) {
    this.accounts = accounts;
    this.presence = presence;
    this.answers = answers;
  }

  /**
   * An agent who can log in.
   *
   * @param presence "online", "away" or "offline"
   */
  record Colleague(String login, String name, String presence) {}

  record Colleagues(List<Colleague> colleagues) {}

  @GetMapping
  ResponseEntity<Colleagues> all() {
    Map<String, Presence> there = presence.all();
    return answers.polled(
        new Colleagues(
            accounts.all().stream()
                .filter(Agent::active)
                .map(
                    agent ->
                        new Colleague(
                            agent.login(),
                            agent.name(),
                            there
                                .getOrDefault(agent.login(), Presence.OFFLINE)
                                .name()
                                .toLowerCase(Locale.ROOT)))
                .toList()));
  }
}
