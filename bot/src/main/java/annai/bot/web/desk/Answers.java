package annai.bot.web.desk;

import annai.bot.store.Sha256;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** The desk's answers: kept in no cache; where they are polled, with a tag of what they say. */
final class Answers {

  private final JsonMapper json;

  Answers(JsonMapper json) {
    this.json = json;
  }

  static <T> ResponseEntity<T> of(HttpStatus status, T body) {
    return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(body);
  }

  static ResponseEntity<Void> nothing() {
    return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
  }

  /** Becomes 304 by itself when the tag is the one that was asked with. */
  <T> ResponseEntity<T> polled(T body) {
    String hash = Sha256.hex(json.writeValueAsBytes(body));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .eTag(hash.substring(0, 32))
        .body(body);
  }
}
