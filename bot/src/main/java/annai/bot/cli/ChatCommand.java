package annai.bot.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code annai chat}: the conversation in a terminal. */
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    description = {
      "Holds the conversation in a terminal.",
      "",
      "Type words, or the number of a choice. Ctrl-D ends it."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:ended by the customer",
      "2:usage, or a URL that can't be used",
      "3:the service can't be reached, or was lost"
    })
final class ChatCommand implements Callable<Integer> {

  private static final URI DEFAULT = URI.create("http://localhost:8080/");

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "U",
      description = "The service; by default the one on http://localhost:8080, else one in memory.")
  private @Nullable String url;

  @Option(
      names = "--language",
      paramLabel = "ja|en",
      description = "The language to begin in; by default the terminal's.")
  private @Nullable String language;

  @Override
  public Integer call() throws InterruptedException {
    String spoken = language();
    PrintWriter err = commandLine().getErr();
    try (ChatHost host = host()) {
      URI at = host.uri();
      try (ChatLine line = ChatLine.begin(at, spoken)) {
        return talk(line, new ChatTranscript(commandLine().getOut(), spoken.equals("ja")));
      }
    } catch (IOException e) {
      String reason = e.getMessage() == null ? "no answer" : e.getMessage();
      err.println("annai chat: the service can't be reached (" + reason + ")");
      return Exit.UNKNOWN;
    }
  }

  @SuppressWarnings("SystemConsoleNull") // the JDK's annotations say that it may be null
  private int talk(ChatLine line, ChatTranscript transcript)
      throws IOException, InterruptedException {
    Thread follower = Thread.ofVirtual().name("chat-rows").start(() -> follow(line, transcript));
    Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    transcript.awaitQuiet(1);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String typed = in.readLine(); typed != null; typed = in.readLine()) {
      if (typed.isBlank()) {
        continue;
      }
      if (!follower.isAlive()) {
        commandLine().getErr().println("annai chat: the service was lost");
        return Exit.UNKNOWN;
      }
      take(typed.strip(), line, transcript, terminal ? console : null);
    }
    transcript.awaitQuiet(transcript.lastSeq());
    return Exit.DONE;
  }

  private void take(
      String typed, ChatLine line, ChatTranscript transcript, @Nullable Console console)
      throws InterruptedException {
    try {
      if (typed.equals("/login") && transcript.asksForLogin()) {
        login(line, console);
        return;
      }
      Optional<String> choice = transcript.choice(typed);
      long seq = choice.isPresent() ? line.say("choice", choice.get()) : line.say("text", typed);
      if (console == null) {
        transcript.awaitQuiet(seq);
      }
    } catch (IOException e) {
      commandLine().getErr().println("annai chat: not sent (" + e.getMessage() + ")");
    }
  }

  private void login(ChatLine line, @Nullable Console console)
      throws IOException, InterruptedException {
    if (console == null) {
      commandLine().getErr().println("annai chat: a login can be entered on a terminal only");
      return;
    }
    String user = console.readLine("user: ");
    char[] password = console.readPassword("password: ");
    if (user == null || password == null) {
      return;
    }
    if (!line.checkLogin(user.toCharArray(), password)) {
      commandLine().getErr().println("annai chat: the login can't be checked now");
    }
  }

  /** Streams end after a while and are opened again; one that can't be ends the thread. */
  private static void follow(ChatLine line, ChatTranscript transcript) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        line.follow(transcript.lastSeq(), transcript::show);
      }
    } catch (IOException | UncheckedIOException _) {
      // told at the next line that is typed
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private ChatHost host() {
    if (url != null) {
      return ChatHost.at(address(url));
    }
    return ChatLine.answers(DEFAULT) ? ChatHost.at(DEFAULT) : ChatHost.inMemory();
  }

  private static URI address(String url) {
    try {
      URI uri = URI.create(url.endsWith("/") ? url : url + "/");
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new BadInputException(
        "--url '%s' is no address, expected such as http://localhost:8080".formatted(url));
  }

  private String language() {
    String asked = language == null ? Locale.getDefault().getLanguage() : language;
    if (language != null && !language.equals("ja") && !language.equals("en")) {
      throw new BadInputException("--language '%s' must be ja or en".formatted(language));
    }
    return asked.equals("ja") ? "ja" : "en";
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the spec");
    }
    return spec.commandLine();
  }
}
