package annai.bot.wiring;

import annai.bot.runtime.ProviderProbe;
import annai.connectors.probe.Credentials;
import annai.connectors.probe.MailProbe;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.StageResult;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Probes the one target of the settings.
 *
 * @param shared answers with what it found a short time ago
 * @param fresh always looks anew
 */
record TargetProbe(ProbeTarget probed, MailProbe shared, MailProbe fresh) implements ProviderProbe {

  @Override
  public String target() {
    return probed.key();
  }

  @Override
  public ProbeResult look(boolean anew, Consumer<StageResult> onStage) {
    return (anew ? fresh : shared).probe(ProbeRequest.withoutLogin(probed), onStage);
  }

  /** With a mail address as the user name it says MAIL and RCPT too, both with that address. */
  @Override
  public ProbeResult logIn(Credentials credentials, Consumer<StageResult> onStage) {
    String address = address(credentials.userName());
    return fresh.probe(
        new ProbeRequest(probed, credentials, address, address, false, ProbeRequest.DEADLINE),
        onStage);
  }

  private static @Nullable String address(char[] userName) {
    for (char c : userName) {
      if (c == '@') {
        return new String(userName);
      }
    }
    return null;
  }
}
