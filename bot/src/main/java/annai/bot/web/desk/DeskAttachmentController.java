package annai.bot.web.desk;

import annai.bot.runtime.Attachments;
import annai.bot.runtime.FileLinks;
import annai.bot.web.ProblemException;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Links to the files of conversations, for agents. */
@RestController
final class DeskAttachmentController {

  private final Attachments attachments;

  DeskAttachmentController(Attachments attachments) {
    this.attachments = attachments;
  }

  /** An address below the site's root, good until then. */
  record Link(String url, Instant expires) {
    static Link of(FileLinks.Link link) {
      return new Link(link.path(), link.expires());
    }
  }

  @GetMapping("/api/v1/desk/conversations/{id}/attachments/{file}/link")
  ResponseEntity<Link> link(@PathVariable String id, @PathVariable String file) {
    return attachments
        .link(id, file)
        .map(link -> Answers.of(HttpStatus.OK, Link.of(link)))
        .orElseThrow(
            () -> new ProblemException(HttpStatus.NOT_FOUND, "There is no such file here"));
  }
}
