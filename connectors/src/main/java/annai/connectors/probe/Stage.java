package annai.connectors.probe;

import java.util.Locale;

/** A stage of the staged probe, in the order in which they run. */
public enum Stage {
  DNS,
  CONNECT,
  BANNER,
  EHLO,
  STARTTLS,
  TLS,
  EHLO_AGAIN,
  AUTH_OFFERED,
  AUTH,
  MAIL,
  RCPT,
  DATA,
  QUIT;

  /** The word in outputs: "dns", "ehlo-again" and so on. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
