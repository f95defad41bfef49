package annai.bot.web;

import annai.bot.attachments.TakenFile;
import annai.bot.runtime.Attachments;
import annai.bot.runtime.FileLinks;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Files: sent by customers, fetched by links. {@link BearerInterceptor} has checked the right to
 * the conversation before, and {@link BodyLimitFilter} the length.
 */
@RestController
final class AttachmentController {

  private static final Pattern MESSAGE_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final int MAX_NAME = 1_000;

  /** So many files are read into memory at once. */
  private static final int AT_ONCE = 12;

  private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(5);
  private static final Duration SHORTLY = Duration.ofSeconds(5);

  private final CustomerAccess conversations;
  private final Semaphore places = new Semaphore(AT_ONCE);

  AttachmentController(CustomerAccess conversations) {
    this.conversations = conversations;
  }

  record Taken(long seq) {}

  /** An address below the site's root, good until then. */
  record Link(String url, Instant expires) {
    static Link of(FileLinks.Link link) {
      return new Link(link.path(), link.expires());
    }
  }

  /**
   * Takes a file.
   *
   * @param disposition names it: attachment; filename*=UTF-8''... (RFC 6266)
   */
  @PostMapping(
      value = "/api/v1/conversations/{id}/attachments",
      consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ResponseEntity<Taken> attach(
      @PathVariable String id,
      @RequestParam String clientMessageId,
      @RequestHeader(name = HttpHeaders.CONTENT_DISPOSITION, required = false)
          @Nullable String disposition,
      HttpServletRequest request)
      throws IOException {
    if (!MESSAGE_ID.matcher(clientMessageId).matches()) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST,
          "clientMessageId: expected 1 to 64 letters, digits, '.', '_', ':' or '-'");
    }
    if (!places.tryAcquire()) {
      throw new ProblemException(
          HttpStatus.SERVICE_UNAVAILABLE, "Many files are being sent now; expected soon", SHORTLY);
    }
    try {
      TakenFile file = TakenFile.of(name(disposition), read(request.getInputStream()));
      return ResponseEntity.accepted()
          .cacheControl(CacheControl.noStore())
          .body(new Taken(conversations.attach(id, clientMessageId, file)));
    } finally {
      places.release();
    }
  }

  @GetMapping("/api/v1/conversations/{id}/attachments/{file}/link")
  ResponseEntity<Link> link(@PathVariable String id, @PathVariable String file) {
    return conversations
        .fileLink(id, file)
        .map(link -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Link.of(link)))
        .orElseThrow(AttachmentController::unknown);
  }

  /**
   * A stranger's file: to be kept; only pictures of the safe kinds may be shown by the browser.
   *
   * @param expires the link's last second, counted from 1970
   */
  @GetMapping("/files/{file}")
  ResponseEntity<byte[]> file(
      @PathVariable String file, @RequestParam long expires, @RequestParam String signature) {
    Attachments.Opened opened =
        conversations.openFile(file, expires, signature).orElseThrow(AttachmentController::unknown);
    ContentDisposition.Builder disposition =
        opened.file().kind().picture()
            ? ContentDisposition.inline()
            : ContentDisposition.attachment();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.parseMediaType(opened.file().kind().mediaType()))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            disposition.filename(opened.file().name(), StandardCharsets.UTF_8).build().toString())
        .body(opened.content());
  }

  private static ProblemException unknown() {
    return new ProblemException(
        HttpStatus.NOT_FOUND,
        "There is no such file, or the link is too old; open it from its conversation again");
  }

  private static String name(@Nullable String disposition) {
    try {
      String name = disposition == null ? "" : ContentDisposition.parse(disposition).getFilename();
      if (name == null || name.length() > MAX_NAME) {
        throw expectedName();
      }
      return name;
    } catch (IllegalArgumentException _) {
      throw expectedName();
    }
  }

  private static ProblemException expectedName() {
    return new ProblemException(
        HttpStatus.BAD_REQUEST,
        "Content-Disposition: expected attachment; filename*=UTF-8''name, of at most %d characters"
            .formatted(MAX_NAME));
  }

  /** A sender that takes longer gives its place back. */
  private static byte[] read(InputStream body) throws IOException {
    long until = System.nanoTime() + LONGEST_UPLOAD.toNanos();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    byte[] some = new byte[16 * 1024];
    for (int n = body.read(some); n >= 0; n = body.read(some)) {
      whole.write(some, 0, n);
      if (System.nanoTime() > until) {
        throw new ProblemException(
            HttpStatus.REQUEST_TIMEOUT, "Expected the whole file within five minutes");
      }
    }
    return whole.toByteArray();
  }
}
