package annai.bot.web.desk;

import annai.bot.desk.AuditTrail;
import annai.bot.desk.CannedReplies;
import annai.bot.desk.CannedReplies.Ready;
import annai.bot.runtime.AgentConversations;
import annai.bot.runtime.AgentConversations.AgentView;
import annai.bot.store.Agent;
import annai.bot.store.Agent.Role;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.web.ProblemException;
import annai.bot.wording.CannedTexts;
import annai.knowledge.Language;
import annai.knowledge.LocalizedText;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The replies that agents have ready: everybody's, which administrators change, and one's own. */
@RestController
@RequestMapping("/api/v1/desk")
final class DeskRepliesController {

  private final CannedReplies replies;
  private final AgentConversations conversations;
  private final Answers answers;
  private final AuditTrail audit;

  DeskRepliesController(
      CannedReplies replies, AgentConversations conversations, Answers answers, AuditTrail audit) {
    this.replies = replies;
    this.conversations = conversations;
    this.answers = answers;
    this.audit = audit;
  }

  /**
   * A reply.
   *
   * @param owner "shipped", "everybody" or "mine"
   */
  record CannedReply(String shortcut, String owner, String ja, String en) {}

  record Replies(List<CannedReply> replies) {}

  record Texts(@Nullable String ja, @Nullable String en) {}

  /** As they are kept, with what they leave open. */
  @GetMapping("/canned-replies")
  ResponseEntity<Replies> all(@AuthenticationPrincipal Agent me) {
    return answers.polled(
        new Replies(
            replies.of(me.login()).stream().map(one -> reply(one, Map.of(), Map.of())).toList()));
  }

  /** With what is known of a conversation put in. */
  @GetMapping("/conversations/{id}/canned-replies")
  ResponseEntity<Replies> filled(@PathVariable String id, @AuthenticationPrincipal Agent me) {
    Map<String, String> ja = values(conversations.view(id, Language.JA), me, "お客");
    Map<String, String> en = values(conversations.view(id, Language.EN), me, "there");
    return answers.polled(
        new Replies(replies.of(me.login()).stream().map(one -> reply(one, ja, en)).toList()));
  }

  private static CannedReply reply(Ready one, Map<String, String> ja, Map<String, String> en) {
    return new CannedReply(
        one.shortcut(),
        one.owner().name().toLowerCase(Locale.ROOT),
        CannedTexts.filled(one.text().in(Language.JA), ja),
        CannedTexts.filled(one.text().in(Language.EN), en));
  }

  private static Map<String, String> values(AgentView view, Agent me, String unnamed) {
    Map<String, String> values = new HashMap<>();
    String name = view.customer().name();
    values.put("customer", name == null ? unnamed : name);
    values.put("agent", me.name());
    var ticket = view.conversation().ticket();
    if (ticket != null) {
      values.put("ticket", ticket.key());
    }
    String mailClient = view.conversation().mailClientName();
    if (mailClient != null) {
      values.put("mailClient", mailClient);
    }
    return values;
  }

  @PutMapping(
      value = "/canned-replies/{owner}/{shortcut}",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Void> put(
      @PathVariable String owner,
      @PathVariable String shortcut,
      @RequestBody Texts texts,
      @AuthenticationPrincipal Agent me) {
    String whose = owner(owner, me);
    if (!CannedTexts.SHORTCUT.matcher(shortcut).matches()) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST, "shortcut: expected 1 to 40 of a-z, 0-9 and '-'");
    }
    LocalizedText text = LocalizedText.of(text(texts.ja(), "ja"), text(texts.en(), "en"));
    if (!replies.put(whose, shortcut, text)) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST, "There are %d already".formatted(CannedReplies.MOST));
    }
    audit.note(me, Deed.CHANGED_REPLY, owner + "/" + shortcut);
    return Answers.nothing();
  }

  @DeleteMapping("/canned-replies/{owner}/{shortcut}")
  ResponseEntity<Void> remove(
      @PathVariable String owner,
      @PathVariable String shortcut,
      @AuthenticationPrincipal Agent me) {
    if (!replies.remove(owner(owner, me), shortcut)) {
      throw new ProblemException(HttpStatus.NOT_FOUND, "There is no such reply");
    }
    audit.note(me, Deed.DELETED_REPLY, owner + "/" + shortcut);
    return Answers.nothing();
  }

  private static String owner(String owner, Agent me) {
    return switch (owner) {
      case "mine" -> me.login();
      case "everybody" -> {
        if (me.role() != Role.ADMIN) {
          throw new ProblemException(
              HttpStatus.FORBIDDEN, "Expected the session of an administrator");
        }
        yield "";
      }
      default ->
          throw new ProblemException(
              HttpStatus.BAD_REQUEST, "owner: expected 'everybody' or 'mine'");
    };
  }

  private static String text(@Nullable String text, String name) {
    String given = text == null ? "" : text.replace("\r\n", "\n").strip();
    String problem = CannedTexts.problem(given);
    if (problem != null) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, name + " has " + problem);
    }
    return given;
  }
}
