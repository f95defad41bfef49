package annai.connectors.ticket.jira.fake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The fake as a process of its own. */
final class FakeJiraProcess {

  private FakeJiraProcess() {}

  static void run(List<String> arguments, InputStream in, PrintStream out) throws IOException {
    FakeJira.Site site = FakeJira.Site.of(Flavour.DATA_CENTER);
    Duration timeout = Duration.ofSeconds(2);
    Path journal = null;
    int port = 0;
    List<Hooks.Target> hooks = new ArrayList<>();
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      switch (rest.pop()) {
        case "--cloud" -> site = FakeJira.Site.of(Flavour.CLOUD).with(site.faults());
        case "--direct" -> site = site.with(Workflow.DIRECT);
        case "--port" -> port = Integer.parseInt(rest.pop());
        case "--journal" -> journal = Path.of(rest.pop());
        case "--hook" -> hooks.add(new Hooks.Target(URI.create(rest.pop()), rest.pop()));
        case "--timeout" -> timeout = Duration.ofMillis(Long.parseLong(rest.pop()));
        case "--seed" -> site = site.with(RandomFaults.harsh(Long.parseLong(rest.pop()), timeout));
        case String other ->
            throw new IllegalArgumentException("'" + other + "' is no option of the fake Jira");
      }
    }
    try (FakeJira jira = FakeJira.start(site, port, journal)) {
      hooks.forEach(hook -> jira.webhook(hook.url(), hook.secret()));
      out.println(jira.url());
      out.flush();
      obey(jira, in);
    }
  }

  private static void obey(FakeJira jira, InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", 3);
      switch (words[0]) {
        case "down" -> jira.fault(request -> true, new Fault.Refused());
        case "up" -> jira.heal();
        case "poison" ->
            jira.poison(
                words[1].equals("hang")
                    ? new Fault.Hung()
                    : Fault.status(Integer.parseInt(words[1]), "Poison"));
        case "comment" -> jira.personComments(words[1], words[2], false);
        default -> throw new IllegalArgumentException("'" + line + "' is no order");
      }
    }
  }
}
