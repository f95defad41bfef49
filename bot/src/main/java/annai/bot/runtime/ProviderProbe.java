package annai.bot.runtime;

import annai.connectors.probe.Credentials;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.StageResult;
import java.util.function.Consumer;

/** Probes the provider's own submission server, which the settings name. */
public interface ProviderProbe {

  /** "host:port". */
  String target();

  /**
   * Without a login; the result may be shared with others who ask at about the same time.
   *
   * @param fresh true to look anew
   */
  ProbeResult look(boolean fresh, Consumer<StageResult> onStage);

  /**
   * With one AUTH.
   *
   * @param credentials closed when this returns or throws
   */
  ProbeResult logIn(Credentials credentials, Consumer<StageResult> onStage);
}
