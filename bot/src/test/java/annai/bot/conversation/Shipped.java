package annai.bot.conversation;

import annai.bot.wording.Phrases;
import annai.bot.wording.SideAnswers;
import annai.bot.wording.Wording;
import annai.knowledge.ErrorText;
import annai.knowledge.Knowledge;
import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.LocalizedText;
import annai.knowledge.MailClient;
import annai.knowledge.Passage;
import annai.knowledge.Procedure;
import annai.knowledge.Provider;
import annai.knowledge.Term;
import annai.knowledge.authoring.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the project ships in config/, for tests; its search finds nothing. */
public final class Shipped {

  public static final Path CONFIG = root().resolve("config");
  public static final Knowledge KNOWLEDGE = ConfigReader.read(CONFIG);
  public static final Library LIBRARY = new KnowledgeLibrary(KNOWLEDGE);
  public static final Phrases PHRASES = Phrases.load(CONFIG.resolve("wording"));

  private Shipped() {}

  public static Engine engine(TicketPolicy policy) {
    return new Engine(_ -> LIBRARY, policy, Timings.DEFAULTS);
  }

  /** One that asks whether answers may come by mail. */
  public static Engine engineWithLetters(TicketPolicy policy) {
    return new Engine(_ -> LIBRARY, policy, Timings.DEFAULTS, true);
  }

  public static Wording wording(Language staff) {
    return new Wording(
        PHRASES,
        _ -> LIBRARY,
        call -> "check-" + call.replace('.', '-') + "@probe.example",
        (question, _, _, _) ->
            question.contains("?") || question.contains("？") || question.contains("ですか")
                ? Optional.of(new SideAnswers.SideAnswer("An answer.", List.of("intro")))
                : Optional.empty(),
        staff);
  }

  private static Path root() {
    String property = System.getProperty("annai.root");
    Path here = Path.of(property == null ? System.getProperty("user.dir") : property);
    while (here != null && !Files.isDirectory(here.resolve("config"))) {
      here = here.getParent();
    }
    if (here == null) {
      throw new IllegalStateException("No folder above has config/; expected the project's root");
    }
    return here;
  }

  private record KnowledgeLibrary(Knowledge knowledge) implements Library {

    @Override
    public String revision() {
      return knowledge.revision();
    }

    @Override
    public Provider provider() {
      return knowledge.provider();
    }

    @Override
    public List<MailClient> mailClients() {
      return knowledge.mailClients();
    }

    @Override
    public Optional<MailClient> mailClient(String id) {
      return knowledge.mailClient(id);
    }

    @Override
    public Optional<Procedure> procedure(String mailClientId) {
      return knowledge.procedure(mailClientId);
    }

    @Override
    public List<Term> terms() {
      return knowledge.terms();
    }

    @Override
    public List<ErrorText> errorTexts() {
      return List.of(
          new ErrorText(
              "relay-denied",
              List.of(Pattern.compile("relay access denied")),
              "RELAY_DENIED",
              LocalizedText.of("古い設定のまま送ろうとしています。", "It was sent with the old settings.")));
    }

    @Override
    public List<Passage> search(String question, Language language, int limit) {
      return List.of();
    }
  }
}
