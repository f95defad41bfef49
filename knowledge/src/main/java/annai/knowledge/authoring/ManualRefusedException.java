package annai.knowledge.authoring;

/** A file can't be read as a provider's manual; its message can be shown as it is. */
public final class ManualRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ManualRefusedException(String message) {
    super(message);
  }
}
