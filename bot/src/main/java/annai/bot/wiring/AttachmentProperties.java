package annai.bot.wiring;

import annai.bot.attachments.AttachmentLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** How much customers may send; see {@link AttachmentLimits}. */
@ConfigurationProperties(prefix = "annai.attachments", ignoreUnknownFields = false)
record AttachmentProperties(
    @DefaultValue("10MB") DataSize maxFile,
    @DefaultValue("20") int filesPerConversation,
    @DefaultValue("50MB") DataSize maxConversation) {

  AttachmentLimits limits() {
    return new AttachmentLimits(maxFile.toBytes(), filesPerConversation, maxConversation.toBytes());
  }
}
