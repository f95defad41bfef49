package annai.bot.web;

import annai.bot.wording.PageWording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The scripts that hold words of {@code config/wording/page}. */
@RestController
final class ScriptController {

  private static final MediaType SCRIPT =
      new MediaType("text", "javascript", StandardCharsets.UTF_8);
  private static final String WORDS = "/* WORDS */ {}";
  private static final String COLOURS = "/* COLOURS */";
  private static final String WIDGET_GROUP = "widget.";

  /** How long a site's visitors keep the widget without asking whether it has changed. */
  private static final Duration WIDGET_AGE = Duration.ofMinutes(10);

  private final JsonMapper json = WebConfiguration.json();
  private final byte[] wording;
  private final byte[] widget;

  ScriptController(PageWording words) {
    this.wording = bytes("export default " + json.writeValueAsString(nested(words)) + ";\n");
    this.widget =
        bytes(
            resource("pages/widget.js")
                .replace(WORDS, json.writeValueAsString(ofWidget(words)))
                .replace(COLOURS, resource("static/js/colours.js").replace("export ", "")));
  }

  /** The words of the pages, as a module. */
  @GetMapping("/js/wording.js")
  ResponseEntity<byte[]> wording() {
    return script(wording, CacheControl.noCache());
  }

  /** What a site puts the chat on its pages with; any site may load it. */
  @GetMapping("/widget.js")
  ResponseEntity<byte[]> widget() {
    return script(widget, CacheControl.maxAge(WIDGET_AGE).cachePublic());
  }

  private static ResponseEntity<byte[]> script(byte[] script, CacheControl cached) {
    return ResponseEntity.ok()
        .cacheControl(cached)
        .eTag('"' + DigestUtils.md5DigestAsHex(script) + '"')
        .contentType(SCRIPT)
        .body(script);
  }

  /** By language; groups of keys as objects. */
  private static Map<String, Map<String, Object>> nested(PageWording wording) {
    Map<String, Map<String, Object>> languages = new LinkedHashMap<>();
    wording
        .byLanguage()
        .forEach(
            (language, words) -> {
              Map<String, Object> top = new LinkedHashMap<>();
              words.forEach((key, text) -> put(top, key, text));
              languages.put(language, top);
            });
    return languages;
  }

  private static void put(Map<String, Object> words, String key, String text) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      words.put(key, text);
    } else if (words.computeIfAbsent(key.substring(0, dot), _ -> new LinkedHashMap<>())
        instanceof Map<?, ?> group) {
      @SuppressWarnings("unchecked")
      Map<String, Object> inner = (Map<String, Object>) group;
      inner.put(key.substring(dot + 1), text);
    }
  }

  private static Map<String, Map<String, String>> ofWidget(PageWording wording) {
    Map<String, Map<String, String>> languages = new LinkedHashMap<>();
    wording
        .byLanguage()
        .forEach(
            (language, words) -> {
              Map<String, String> own = new LinkedHashMap<>();
              words.forEach(
                  (key, text) -> {
                    if (key.startsWith(WIDGET_GROUP)) {
                      own.put(key.substring(WIDGET_GROUP.length()), text);
                    }
                  });
              languages.put(language, own);
            });
    return languages;
  }

  private static byte[] bytes(String script) {
    return script.getBytes(StandardCharsets.UTF_8);
  }

  private static String resource(String name) {
    try (InputStream resource = new ClassPathResource(name).getInputStream()) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is missing in the jar", e);
    }
  }
}
