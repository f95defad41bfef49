package annai.bot.wiring;

import annai.connectors.probe.MailProbe;
import annai.connectors.probe.smtp.SmtpProbe;
import annai.connectors.probe.smtp.StageBudgets;
import annai.knowledge.authoring.ConfigReader;
import annai.knowledge.search.LuceneLibrary;
import annai.knowledge.search.QuestionLibrary;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The implementations behind the commands that run without the service. */
public final class CommandParts {

  private CommandParts() {}

  /**
   * The library of a config folder.
   *
   * @throws annai.knowledge.authoring.ConfigException when the folder has problems
   */
  public static QuestionLibrary library(Path config) {
    return LuceneLibrary.of(config, ConfigReader.read(config));
  }

  /**
   * The staged probe.
   *
   * @param trustStore the certificate authorities to trust; null for the JDK's
   */
  public static MailProbe probe(@Nullable KeyStore trustStore) {
    return new SmtpProbe(trustStore, StageBudgets.CHAT, InstantSource.system());
  }
}
