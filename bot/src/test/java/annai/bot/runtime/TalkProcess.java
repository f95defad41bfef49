package annai.bot.runtime;

import annai.bot.desk.BuiltInTicketSystem;
import annai.bot.store.DatabaseSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A process of its own to be killed: takes one command a line, "start", "say ID CLIENT-ID WORDS" or
 * "burst N" for N customers who never stop, and answers each word when it is committed.
 */
final class TalkProcess {

  private TalkProcess() {}

  public static void main(String[] args) throws IOException {
    RunningTalk running =
        new RunningTalk(
            DatabaseSettings.embedded(Path.of(args[0])),
            database -> new BuiltInTicketSystem(database, InstantSource.system()));
    answer("ready");
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ", 4);
      if (words[0].equals("start")) {
        answer(running.conversations.start(null).id());
      } else if (words[0].equals("burst")) {
        for (int i = 0; i < Integer.parseInt(words[1]); i++) {
          int client = i;
          Thread.ofVirtual().start(() -> talkOn(running.conversations, client));
        }
      } else {
        long seq =
            running.conversations.say(words[1], words[2], new Conversations.Input.Text(words[3]));
        answer(words[2] + " " + seq);
      }
    }
  }

  private static void talkOn(Conversations conversations, int client) {
    String id = conversations.start(null).id();
    for (int i = 0; ; i++) {
      String clientId = "b" + client + "-" + i;
      conversations.say(id, clientId, new Conversations.Input.Text("step"));
      answer(id + " " + clientId);
    }
  }

  private static synchronized void answer(String words) {
    System.out.println("> " + words);
    System.out.flush();
  }
}
