package annai.bot.web;

import annai.bot.demo.PretendMailClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pages, and the API's contract. */
@RestController
final class PageController {

  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private final boolean demonstration;
  private final byte[] chat = resource("pages/chat.html");
  private final byte[] demo = resource("pages/demo.html");
  private final byte[] contract = resource("openapi.yml");
  private final Object contractAsJson =
      new Load(LoadSettings.builder().build())
          .loadFromString(new String(contract, StandardCharsets.UTF_8));

  PageController(ObjectProvider<PretendMailClient> mailClient) {
    this.demonstration = mailClient.getIfAvailable() != null;
  }

  @GetMapping("/")
  ResponseEntity<Void> start() {
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(URI.create(demonstration ? "demo" : "chat"))
        .build();
  }

  @GetMapping("/chat")
  ResponseEntity<byte[]> chat() {
    return page(chat);
  }

  @GetMapping("/demo")
  ResponseEntity<byte[]> demo() {
    if (!demonstration) {
      throw new ProblemException(HttpStatus.NOT_FOUND, "This is no demonstration");
    }
    return page(demo);
  }

  @GetMapping(value = "/openapi", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> openapi() {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(contractAsJson);
  }

  @GetMapping(value = "/openapi", produces = MediaType.APPLICATION_YAML_VALUE)
  ResponseEntity<byte[]> openapiAsYaml() {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(contract);
  }

  private static ResponseEntity<byte[]> page(byte[] html) {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).contentType(HTML).body(html);
  }

  private static byte[] resource(String name) {
    try (InputStream resource = new ClassPathResource(name).getInputStream()) {
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is missing in the jar", e);
    }
  }
}
