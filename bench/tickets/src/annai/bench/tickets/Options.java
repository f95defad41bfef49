package annai.bench.tickets;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a run is to do.
 *
 * @param project where {@code config} is
 * @param jar Annai
 * @param work where databases, journals and logs go
 * @param pace requests a second that Annai may send
 */
record Options(
    String scenario,
    Path project,
    Path jar,
    Path work,
    boolean postgres,
    long seed,
    int tickets,
    int kills,
    double pace,
    int down,
    int rounds,
    String poison) {

  static final int CALLERS_TIMEOUT_MILLIS = 2_000;

  static Options parse(String[] arguments) {
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    Path project = Path.of(rest.pop());
    Path jar = Path.of(rest.pop());
    Path work = Path.of(rest.pop());
    String scenario = rest.isEmpty() || rest.peek().startsWith("--") ? "crash" : rest.pop();
    boolean postgres = true;
    long seed = 20261124;
    int tickets = 0;
    int kills = -1;
    double pace = 0;
    int down = 600;
    int rounds = 10;
    String poison = "500";
    while (!rest.isEmpty()) {
      String name = rest.pop();
      switch (name) {
        case "--h2" -> postgres = false;
        case "--seed" -> seed = Long.parseLong(rest.pop());
        case "--tickets" -> tickets = Integer.parseInt(rest.pop());
        case "--kills" -> kills = Integer.parseInt(rest.pop());
        case "--pace" -> pace = Double.parseDouble(rest.pop());
        case "--down" -> down = Integer.parseInt(rest.pop());
        case "--rounds" -> rounds = Integer.parseInt(rest.pop());
        case "--poison" -> poison = rest.pop();
        default -> throw new IllegalArgumentException("'" + name + "' is no option");
      }
    }
    return new Options(
        scenario, project, jar, work, postgres, seed, tickets, kills, pace, down, rounds, poison);
  }

  int ticketsOr(int usual) {
    return tickets > 0 ? tickets : usual;
  }

  Options withPace(double usual) {
    return new Options(
        scenario,
        project,
        jar,
        work,
        postgres,
        seed,
        tickets,
        kills,
        pace > 0 ? pace : usual,
        down,
        rounds,
        poison);
  }

  int killsOr(int usual) {
    return kills >= 0 ? kills : usual;
  }
}
