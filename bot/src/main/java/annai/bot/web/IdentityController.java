package annai.bot.web;

import annai.bot.runtime.Conversations.Started;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signs a customer in within their conversation, by the word of the site. */
@RestController
@RequestMapping("/api/v1/conversations/{id}/identity")
final class IdentityController {

  private final CustomerAccess conversations;

  IdentityController(CustomerAccess conversations) {
    this.conversations = conversations;
  }

  /** The site's token. */
  record Signed(@Nullable String identity) {
    @Override
    public String toString() {
      return "Signed[***]";
    }
  }

  /** The right that holds from now on. */
  record Right(String id, String token) {
    @Override
    public String toString() {
      return "Right[id=" + id + "]";
    }
  }

  /** Where it is the first time in this conversation, every former token of it ends. */
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Right> signIn(
      @PathVariable String id,
      @RequestAttribute(BearerInterceptor.TOKEN) String token,
      @RequestBody Signed signed) {
    if (signed.identity() == null) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST, "identity: expected a token that the site has signed");
    }
    Started started = conversations.signIn(id, token, signed.identity());
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Right(started.id(), started.token()));
  }
}
