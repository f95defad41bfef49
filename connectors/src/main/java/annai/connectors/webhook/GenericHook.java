package annai.connectors.webhook;

import annai.connectors.webhook.TicketHint.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What any other ticket system may send, in the form that Standard Webhooks suggests:
 *
 * <pre>{@code
 * {"type": "ticket.changed", "timestamp": "2026-11-24T09:00:00Z", "data": {"ticket": "123"}}
 * }</pre>
 *
 * <p>{@code type} is ticket.created, ticket.changed, ticket.commented or ticket.deleted; every
 * other is none of a ticket's. {@code data.ticket} is the ticket's key, as text or as a number.
 * {@code timestamp} and in {@code data} {@code author} (an id), {@code version} (a time), {@code
 * markers} (an array) and {@code internal} may be left out.
 */
public final class GenericHook implements TicketHook {

  private static final Map<String, Kind> KINDS =
      Map.of(
          "ticket.created", Kind.CREATED,
          "ticket.changed", Kind.CHANGED,
          "ticket.commented", Kind.COMMENTED,
          "ticket.deleted", Kind.DELETED);

  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern WORD = Pattern.compile("[^\\p{Cntrl}]{1,255}");

  @Override
  public Optional<TicketHint> hint(byte[] bytes) {
    HookBody body = HookBody.of(bytes);
    String type = body.word("type", TYPE);
    if (type == null) {
      throw new MalformedHookException(
          "webhook has no 'type', expected one such as 'ticket.changed'");
    }
    return Optional.ofNullable(KINDS.get(type)).map(kind -> hint(kind, body));
  }

  private static TicketHint hint(Kind kind, HookBody body) {
    HookBody data = body.object("data");
    return new TicketHint(
        kind,
        HookBody.subject(
            data.word("ticket", WORD), null, data.markers("markers"), data.instant("version")),
        data.word("author", WORD),
        body.instant("timestamp"),
        Boolean.TRUE.equals(data.truth("internal")));
  }
}
