package annai.connectors.mailout;

/** Takes mail for delivery. Safe for use by many threads. */
public interface MailOut {

  /** Hands a mail over; does not throw for what the network or the server does. */
  Handover send(OutgoingMail mail);
}
