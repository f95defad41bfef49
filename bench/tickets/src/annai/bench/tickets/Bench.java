package annai.bench.tickets;

/** Runs one scenario, or all; exits 0 when every goal was met, 1 when one was missed. */
final class Bench {

  private static final int TICKETS = 2_100;
  private static final int KILLS = 21;

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    Options options = Options.parse(arguments);
    options = options.withPace(options.scenario().equals("down") ? 10 : 40);
    boolean good;
    try (World world = new World(options)) {
      good = run(options.scenario(), world);
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean run(String scenario, World world) throws Exception {
    Options options = world.options();
    return switch (scenario) {
      case "crash" -> {
        boolean hard = Naive.run(world, options.ticketsOr(TICKETS), options.killsOr(KILLS));
        yield Crash.run(world, 1, options.ticketsOr(TICKETS), options.killsOr(KILLS)) && hard;
      }
      case "naive" -> Naive.run(world, options.ticketsOr(TICKETS), options.killsOr(KILLS));
      case "nodes" -> Crash.run(world, 2, options.ticketsOr(400), options.killsOr(6));
      case "down" -> Down.run(world, options.ticketsOr(200));
      case "poison" -> Poison.run(world);
      case "hooks" -> Hooks.run(world);
      default ->
          throw new IllegalArgumentException(
              "'" + scenario + "': expected crash, naive, nodes, down, poison or hooks");
    };
  }
}
