package annai.bot.web;

import annai.bot.runtime.Libraries;
import annai.bot.runtime.UnknownConversationException;
import annai.bot.wording.LetterPageText;
import annai.bot.wording.Phrases;
import annai.knowledge.Language;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page behind a letter's link by which a customer gets no more of them.
 *
 * <p>Looking at it changes nothing, as mail filters look at links; the POST of its button does, and
 * so does that of a mail program (RFC 8058).
 */
@RestController
final class LetterController {

  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final CustomerAccess conversations;
  private final Libraries libraries;
  private final Phrases phrases;

  LetterController(CustomerAccess conversations, Libraries libraries, Phrases phrases) {
    this.conversations = conversations;
    this.libraries = libraries;
    this.phrases = phrases;
  }

  @GetMapping("/letters/{code}")
  ResponseEntity<String> ask(
      @PathVariable String code,
      @RequestHeader(value = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String accepted) {
    try {
      return page(HttpStatus.OK, pages(language(code)).ask());
    } catch (UnknownConversationException _) {
      return gone(accepted);
    }
  }

  @PostMapping("/letters/{code}")
  ResponseEntity<String> decline(
      @PathVariable String code,
      @RequestHeader(value = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String accepted) {
    try {
      Language language = language(code);
      conversations.declineLetters(code);
      return page(HttpStatus.OK, pages(language).done());
    } catch (UnknownConversationException _) {
      return gone(accepted);
    }
  }

  private Language language(String code) {
    if (!CODE.matcher(code).matches()) {
      throw new UnknownConversationException();
    }
    return conversations.letterLanguage(code);
  }

  private ResponseEntity<String> gone(@Nullable String accepted) {
    boolean english = accepted != null && !accepted.startsWith("ja");
    return page(HttpStatus.NOT_FOUND, pages(english ? Language.EN : Language.JA).gone());
  }

  private LetterPage pages(Language language) {
    return new LetterPage(new LetterPageText(phrases, libraries.current(), language));
  }

  private static ResponseEntity<String> page(HttpStatus status, String html) {
    return ResponseEntity.status(status)
        .cacheControl(CacheControl.noStore())
        .contentType(HTML)
        .body(html);
  }
}
