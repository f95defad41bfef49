package annai.connectors.probe;

/** Something odd beside a verdict that did not decide it. */
public enum Warning {
  CERT_EXPIRES_SOON,
  BARE_LF,
  SLOW,
  IMPLICIT_TLS_HINT,
  QUIT_FAILED,
  REPLY_TEXT_CLEANED
}
