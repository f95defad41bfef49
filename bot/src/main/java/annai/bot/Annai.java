package annai.bot;

import annai.bot.cli.Commands;

/** The entry point of every command. */
public final class Annai {

  private Annai() {}

  public static void main(String[] args) {
    int exit = Commands.run(args);
    if (exit != Commands.KEEP_RUNNING) {
      System.exit(exit);
    }
  }
}
