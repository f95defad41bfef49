package annai.connectors.webhook;

import annai.connectors.webhook.TicketHint.Kind;
import annai.connectors.webhook.TicketHint.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Jira sends: {@code jira:issue_created}, {@code _updated}, {@code _deleted}, and {@code
 * comment_created}, {@code _updated}, {@code _deleted}; every other event is none of a ticket's.
 *
 * <p>Jira Cloud and Jira Data Center word them alike. Older Data Centers send the comment alone,
 * without its issue, which is then known by its id from the comment's address. An update that
 * consists of a comment and nothing else is one.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/webhooks/">Webhooks, Jira Cloud
 *     platform</a>
 */
public final class JiraHook implements TicketHook {

  private static final Pattern EVENT = Pattern.compile("[A-Za-z0-9:_. -]{1,100}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,254}-\\d{1,18}");
  private static final Pattern ID = Pattern.compile("\\d{1,19}");
  private static final Pattern ACCOUNT = Pattern.compile("[^\\p{Cntrl}]{1,255}");
  private static final Pattern ADDRESS = Pattern.compile("(?s).{0,2000}");
  private static final Pattern ISSUE_IN_ADDRESS =
      Pattern.compile("/issue/(\\d{1,19})/comment/\\d{1,19}/?$");

  @Override
  public Optional<TicketHint> hint(byte[] bytes) {
    HookBody body = HookBody.of(bytes);
    String event = body.word("webhookEvent", EVENT);
    if (event == null) {
      throw new MalformedHookException("webhook has no 'webhookEvent', expected an event of Jira");
    }
    return switch (event) {
      case "jira:issue_created" -> Optional.of(issue(Kind.CREATED, body));
      case "jira:issue_updated" -> Optional.of(update(body));
      case "jira:issue_deleted" -> Optional.of(issue(Kind.DELETED, body));
      case "comment_created", "comment_updated", "comment_deleted" -> Optional.of(comment(body));
      default -> Optional.empty();
    };
  }

  /** When Jira made the body, by its own word; empty when it doesn't say or can't be read. */
  static Optional<Instant> timestamp(byte[] body) {
    try {
      return Optional.ofNullable(HookBody.of(body).instant("timestamp"));
    } catch (MalformedHookException _) {
      return Optional.empty();
    }
  }

  private static TicketHint update(HookBody body) {
    boolean changed = body.object("changelog").hasElements("items");
    return body.has("comment") && !changed ? comment(body) : issue(Kind.CHANGED, body);
  }

  private static TicketHint issue(Kind kind, HookBody body) {
    return new TicketHint(
        kind, subject(body), account(body.object("user")), body.instant("timestamp"), false);
  }

  private static TicketHint comment(HookBody body) {
    HookBody comment = body.object("comment");
    String author =
        Stream.of(body.object("user"), comment.object("updateAuthor"), comment.object("author"))
            .map(JiraHook::account)
            .filter(account -> account != null)
            .findFirst()
            .orElse(null);
    boolean internal = Boolean.FALSE.equals(comment.truth("jsdPublic"));
    return new TicketHint(
        Kind.COMMENTED, subject(body), author, body.instant("timestamp"), internal);
  }

  private static Subject subject(HookBody body) {
    HookBody issue = body.object("issue");
    HookBody fields = issue.object("fields");
    String id = issue.word("id", ID);
    return HookBody.subject(
        issue.word("key", KEY),
        id == null ? issueOf(body.object("comment")) : id,
        fields.markers("labels"),
        fields.instant("updated"));
  }

  private static @Nullable String issueOf(HookBody comment) {
    String self = comment.word("self", ADDRESS);
    var matcher = ISSUE_IN_ADDRESS.matcher(self == null ? "" : self);
    return matcher.find() ? matcher.group(1) : null;
  }

  /** Cloud knows people by accountId, Data Center by key and, before 8.4, by name. */
  private static @Nullable String account(HookBody user) {
    for (String name : new String[] {"accountId", "key", "name"}) {
      String account = user.word(name, ACCOUNT);
      if (account != null) {
        return account;
      }
    }
    return null;
  }
}
