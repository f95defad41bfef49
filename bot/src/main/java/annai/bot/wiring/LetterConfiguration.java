package annai.bot.wiring;

import annai.bot.runtime.Post;
import annai.bot.web.WebSettings;
import annai.connectors.mailout.SmtpMailOut;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mail to customers who have left, where the settings name a server for it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailOutProperties.class)
class LetterConfiguration {

  /** Whether mail goes out, and how. */
  record Correspondent(Optional<Post> post) {}

  @Bean
  Correspondent correspondent(MailOutProperties properties, WebSettings web) {
    return new Correspondent(
        properties.on()
            ? Optional.of(new Post(new SmtpMailOut(properties.settings(web.url())), web.url()))
            : Optional.empty());
  }
}
