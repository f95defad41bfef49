package annai.bot.web;

import annai.bot.attachments.AttachmentLimits;
import annai.bot.conversation.Shipped;
import annai.bot.runtime.Libraries;
import annai.bot.wording.PageWording;
import annai.bot.wording.Phrases;
import annai.knowledge.Library;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The web side on its own, in front of {@link FakeConversations}. */
@SpringBootConfiguration
@EnableAutoConfiguration(
    exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import(WebConfiguration.class)
class TestApplication {

  /** To look at the pages by hand: {@code --server.port=N}. */
  public static void main(String[] args) {
    SpringApplication.run(new Class<?>[] {TestApplication.class, TestDemonstration.class}, args);
  }

  @Bean
  FakeConversations conversations() {
    return new FakeConversations();
  }

  @Bean
  PageWording pageWording() {
    return PageWording.load(Shipped.CONFIG.resolve("wording").resolve("page"));
  }

  @Bean
  Libraries libraries() {
    return new Libraries() {
      @Override
      public Library current() {
        return Shipped.LIBRARY;
      }

      @Override
      public Library of(String revision) {
        return Shipped.LIBRARY;
      }
    };
  }

  @Bean
  Phrases phrases() {
    return Shipped.PHRASES;
  }

  @Bean
  FakeWebhooks webhooks() {
    return new FakeWebhooks();
  }

  @Bean
  AttachmentLimits attachmentLimits() {
    return AttachmentLimits.USUAL;
  }

  @Bean
  WebhookLimits webhookLimits() {
    return new WebhookLimits(5_000_000, 60);
  }
}
