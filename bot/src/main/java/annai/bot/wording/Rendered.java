package annai.bot.wording;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something said, as the chat shows it.
 *
 * @param type text, step, choices, evidence, ticket, rating or handoff
 * @param body strings, numbers, booleans, lists and maps of these; ready for JSON
 */
public record Rendered(String type, Map<String, Object> body) {

  public Rendered {
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
  }
}
