package annai.bot.wiring;

import annai.connectors.probe.testmail.AddressRange;
import annai.connectors.probe.testmail.MailHosts;
import annai.connectors.probe.testmail.TestMailSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where test mails are received, and from whom; see {@link TestMailSettings}. */
@ConfigurationProperties(prefix = "annai.test-mail", ignoreUnknownFields = false)
public record TestMailProperties(
    @DefaultValue("127.0.0.1") String address,
    @DefaultValue("2525") int port,
    @DefaultValue("check.mediacat.example") String domain,
    @DefaultValue List<String> relays,
    @DefaultValue List<String> internal,
    @DefaultValue List<String> webmail,
    @DefaultValue List<String> names,
    @DefaultValue("30m") Duration validity) {

  TestMailSettings settings() {
    return new TestMailSettings(
        address,
        port,
        domain,
        new MailHosts(ranges(relays), ranges(internal), ranges(webmail), Set.copyOf(names)),
        validity);
  }

  private static Set<AddressRange> ranges(List<String> texts) {
    return texts.stream().map(AddressRange::parse).collect(Collectors.toUnmodifiableSet());
  }
}
