package annai.bench.live;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a run is to do.
 *
 * @param project where {@code config} is
 * @param classpath Annai with its libraries, and this program
 * @param work where databases and logs go
 * @param java further options of Java for both servers
 * @param postgres whether Annai is on PostgreSQL where a scenario leaves it open, and not on H2
 */
record Options(
    String scenario,
    Path project,
    String classpath,
    Path work,
    List<String> java,
    int streams,
    int rounds,
    int seconds,
    int rate,
    int messages,
    int minutes,
    boolean postgres) {

  static Options parse(String[] arguments) {
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    Path project = Path.of(rest.pop());
    Path work = Path.of(rest.pop());
    String scenario = rest.isEmpty() || rest.peek().startsWith("--") ? "all" : rest.pop();
    List<String> java = new ArrayList<>();
    int streams = 0;
    int rounds = 3;
    int seconds = 20;
    int rate = 100;
    int messages = 100_000;
    int minutes = 60;
    boolean postgres = false;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      switch (name) {
        case "--streams" -> streams = Integer.parseInt(rest.pop());
        case "--rounds" -> rounds = Integer.parseInt(rest.pop());
        case "--seconds" -> seconds = Integer.parseInt(rest.pop());
        case "--rate" -> rate = Integer.parseInt(rest.pop());
        case "--messages" -> messages = Integer.parseInt(rest.pop());
        case "--minutes" -> minutes = Integer.parseInt(rest.pop());
        case "--postgres" -> postgres = true;
        case "--java" -> java.add(rest.pop());
        default -> throw new IllegalArgumentException("'" + name + "' is no option");
      }
    }
    return new Options(
        scenario,
        project,
        System.getProperty("java.class.path"),
        work,
        List.copyOf(java),
        streams,
        rounds,
        seconds,
        rate,
        messages,
        minutes,
        postgres);
  }

  int streamsOr(int usual) {
    return streams > 0 ? streams : usual;
  }
}
