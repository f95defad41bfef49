package annai.bot.web.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page. What it shows comes over the API; on its own it tells nothing. */
@RestController
final class DeskPageController {

  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private final byte[] page = page();

  @GetMapping("/desk")
  ResponseEntity<byte[]> desk() {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).contentType(HTML).body(page);
  }

  @GetMapping("/desk/setup")
  ResponseEntity<Void> setUp() {
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("../desk#/setup")).build();
  }

  private static byte[] page() {
    try (InputStream resource = new ClassPathResource("pages/desk.html").getInputStream()) {
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("pages/desk.html is missing in the jar", e);
    }
  }
}
