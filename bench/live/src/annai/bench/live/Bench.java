package annai.bench.live;

/** Runs one scenario, or all; exits 0 when every goal was met, 1 when one was missed. */
final class Bench {

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    Options options = Options.parse(arguments);
    System.exit(run(options) ? 0 : 1);
  }

  private static boolean run(Options options) throws Exception {
    return switch (options.scenario()) {
      case "idle" -> Idle.run(options);
      case "containers" -> Containers.run(options);
      case "arrival" -> Arrival.run(options);
      case "sigterm" -> Sigterm.run(options);
      case "durable" -> Durable.run(options);
      case "all" ->
          Idle.run(options) & Arrival.run(options) & Sigterm.run(options) & Durable.run(options);
      default ->
          throw new IllegalArgumentException(
              "'%s': expected idle, containers, arrival, sigterm or durable".formatted(options.scenario()));
    };
  }
}
