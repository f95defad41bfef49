package annai.bench.live;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What an idle stream takes of memory, and how fast streams open, in one servlet container and another. */
final class Containers {

  private Containers() {}

  static boolean run(Options options) throws Exception {
    int streams = options.streamsOr(5_000);
    String noise = Table.noise();
    Map<Server.Container, List<Idle.Measured>> all = new EnumMap<>(Server.Container.class);
    for (int round = 0; round < options.rounds(); round++) {
      for (Server.Container container : Server.Container.values()) {
        Idle.Measured measured = Idle.bare(options, container, streams);
        all.computeIfAbsent(container, _ -> new ArrayList<>()).add(measured);
        System.err.printf("bench: round %d: %s %s%n", round + 1, container, measured);
      }
    }
    Table table =
        new Table(
            "%d idle streams of a bare endpoint, %d rounds, medians (%s)"
                .formatted(streams, options.rounds(), noise));
    all.forEach(
        (container, measured) -> {
          table.tell(container + ": RSS a stream", Idle.kb(Idle.median(measured, Idle.Measured::collected)));
          table.tell("  without collecting the garbage", Idle.kb(Idle.median(measured, Idle.Measured::asItIs)));
          table.tell("  of this on the heap", Idle.kb(Idle.median(measured, Idle.Measured::heap)));
          table.tell("  opened in a second", Math.round(Idle.median(measured, Idle.Measured::perSecond)));
        });
    return table.print();
  }
}
