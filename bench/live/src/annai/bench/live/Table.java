package annai.bench.live;

import java.util.ArrayList;
import java.util.List;

/** Figures with what they had to reach, printed as Markdown. */
final class Table {

  private final String title;
  private final List<String> rows = new ArrayList<>();
  private boolean good = true;

  Table(String title) {
    this.title = title;
  }

  void tell(String what, Object value) {
    rows.add("| " + what + " | " + value + " | |");
  }

  void demand(String what, Object value, String goal, boolean met) {
    rows.add("| " + what + " | " + value + " | " + goal + (met ? " |" : " **missed** |"));
    good &= met;
  }

  boolean print() {
    System.out.println("\n### " + title + "\n\n| measure | figure | goal |\n|---|---|---|");
    rows.forEach(System.out::println);
    System.out.println("\n" + (good ? "met" : "MISSED"));
    return good;
  }

  /** Milliseconds that a fixed piece of work takes, slowest and fastest of ten: the noise. */
  static String noise() {
    long fastest = Long.MAX_VALUE;
    long slowest = 0;
    for (int i = 0; i < 10; i++) {
      long began = System.nanoTime();
      long sum = 0;
      for (int n = 0; n < 60_000_000; n++) {
        sum += n ^ (sum << 1);
      }
      long took = System.nanoTime() - began + (sum == 42 ? 1 : 0);
      fastest = Math.min(fastest, took);
      slowest = Math.max(slowest, took);
    }
    return "fixed work %d to %d ms, load %.1f on %d processors"
        .formatted(
            fastest / 1_000_000,
            slowest / 1_000_000,
            java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage(),
            Runtime.getRuntime().availableProcessors());
  }
}
