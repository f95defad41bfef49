package annai.bot.web;

import annai.bot.runtime.Libraries;
import annai.bot.sketch.Sketch;
import annai.bot.sketch.StepSketch;
import annai.bot.wording.Phrases;
import annai.bot.wording.ProcedureText;
import annai.bot.wording.StepPlace;
import annai.knowledge.Language;
import annai.knowledge.Library;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whole procedures as pages, and the sketches of their steps. */
@RestController
final class ProcedureController {

  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
  private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);
  private static final Pattern REVISION = Pattern.compile("[0-9a-f]{64}");

  /** Nothing is loaded and nothing runs, also when the drawing is opened by itself. */
  private static final String SVG_POLICY =
      "default-src 'none'; style-src " + StepSketch.styleSource() + "; frame-ancestors 'none'";

  private final Libraries libraries;
  private final Phrases phrases;

  ProcedureController(Libraries libraries, Phrases phrases) {
    this.libraries = libraries;
    this.phrases = phrases;
  }

  @GetMapping("/procedures")
  ResponseEntity<String> list(
      @RequestParam(defaultValue = "") String language,
      @RequestHeader(value = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String accepted) {
    return page(HttpStatus.OK, pages("", language(language, accepted)).list());
  }

  /**
   * @param screen the language of the screens in the sketches
   * @param revision of what is known; today's when it is left out or isn't there
   */
  @GetMapping("/procedures/{mailClient}")
  ResponseEntity<String> procedure(
      @PathVariable String mailClient,
      @RequestParam(defaultValue = "") String language,
      @RequestParam(defaultValue = "") String screen,
      @RequestParam(defaultValue = "") String revision,
      @RequestHeader(value = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String accepted) {
    Language reader = language(language, accepted);
    ProcedurePage pages = pages(revision, reader);
    return pages
        .procedure(mailClient, Language.ofTag(screen).orElse(reader), revision)
        .map(html -> page(HttpStatus.OK, html))
        .orElseGet(() -> page(HttpStatus.NOT_FOUND, pages.missing()));
  }

  /** A drawing of a named revision never changes. */
  @GetMapping("/procedures/{mailClient}/steps/{phase}/{step}.svg")
  ResponseEntity<byte[]> sketch(
      @PathVariable String mailClient,
      @PathVariable String phase,
      @PathVariable String step,
      @RequestParam(defaultValue = "") String language,
      @RequestParam(defaultValue = "") String screen,
      @RequestParam(defaultValue = "") String revision,
      HttpServletResponse response) {
    Language reader = Language.ofTag(language).orElse(Language.JA);
    Sketch sketch =
        StepPlace.Phase.ofId(phase)
            .map(found -> new StepPlace(mailClient, found, step))
            .flatMap(
                place ->
                    library(revision)
                        .map(library -> new ProcedureText(phrases, library, reader))
                        .flatMap(text -> text.sketch(place, Language.ofTag(screen).orElse(reader))))
            .orElseThrow(() -> new ProblemException(HttpStatus.NOT_FOUND, "There is no such step"));
    byte[] svg = sketch.svg().getBytes(StandardCharsets.UTF_8);
    response.setHeader("Content-Security-Policy", SVG_POLICY);
    return ResponseEntity.ok()
        .cacheControl(
            revision.isEmpty()
                ? CacheControl.noCache()
                : CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .eTag("\"" + DigestUtils.md5DigestAsHex(svg) + "\"")
        .contentType(SVG)
        .body(svg);
  }

  private ProcedurePage pages(String revision, Language language) {
    Library library = library(revision).orElseGet(libraries::current);
    return new ProcedurePage(new ProcedureText(phrases, library, language));
  }

  private Optional<Library> library(String revision) {
    if (revision.isEmpty()) {
      return Optional.of(libraries.current());
    }
    return REVISION.matcher(revision).matches() ? libraries.find(revision) : Optional.empty();
  }

  /** What is asked for, else what the browser prefers, else Japanese. */
  private static Language language(String asked, @Nullable String accepted) {
    return Language.ofTag(asked).orElseGet(() -> preferred(accepted));
  }

  private static Language preferred(@Nullable String accepted) {
    List<Locale.LanguageRange> ranges;
    try {
      ranges = Locale.LanguageRange.parse(accepted == null ? "" : accepted);
    } catch (IllegalArgumentException e) {
      return Language.JA;
    }
    return ranges.stream()
        .flatMap(range -> Language.ofTag(range.getRange()).stream())
        .findFirst()
        .orElse(Language.JA);
  }

  private static ResponseEntity<String> page(HttpStatus status, String html) {
    return ResponseEntity.status(status)
        .cacheControl(CacheControl.noCache())
        .contentType(HTML)
        .body(html);
  }
}
