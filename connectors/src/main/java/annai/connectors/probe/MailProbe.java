package annai.connectors.probe;

import java.util.function.Consumer;

/** Checks from our side whether a mail server lets customers send. */
public interface MailProbe {

  /**
   * Runs the stages in their order and never throws for what the server does.
   *
   * @param onStage told of each stage as it ends, on the calling thread
   */
  ProbeResult probe(ProbeRequest request, Consumer<StageResult> onStage);
}
