package annai.bot.web;

import annai.bot.attachments.AttachmentLimits;
import annai.bot.demo.DemoAccount;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.RecyclerPool;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * The web side, to be imported where a {@link CustomerAccess}, a {@code PageWording}, a {@link
 * WebhookAccess}, {@link WebhookLimits}, {@code Libraries} and {@code Phrases} are; in
 * demonstration mode the {@code PretendMailClient} and the {@code DemoAccount} are beans too.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
@Import({
  ConversationController.class,
  AttachmentController.class,
  IdentityController.class,
  WebhookController.class,
  PageController.class,
  ScriptController.class,
  ProcedureController.class,
  LetterController.class,
  DemoController.class,
  ErrorPage.class
})
public class WebConfiguration {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int MAX_NESTING = 20;

  /** Of one answer; an open stream keeps a buffer of that size. */
  private static final int MAX_RESPONSE_HEADER_BYTES = 4 * 1024;

  /**
   * How much of a refused body is thrown away after the answer: a sender that is still writing when
   * the connection closes would never see the answer.
   */
  private static final int SWALLOWED_BYTES = 64 * 1024 * 1024;

  /**
   * Strict in what it takes. Without recycled buffers, which would keep the last bodies, and with
   * them a password pasted into a message, in the heap.
   */
  public static JsonMapper json() {
    return json(JsonRecyclerPools.nonRecyclingPool());
  }

  /** With buffers of that pool: for what only writes, of what the database holds already. */
  private static JsonMapper json(RecyclerPool<BufferRecycler> buffers) {
    JsonFactory factory =
        JsonFactory.builder()
            .recyclerPool(buffers)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .withCoercionConfig(
            LogicalType.Textual,
            coercion ->
                coercion
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Boolean,
            coercion ->
                coercion
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.String, CoercionAction.Fail))
        .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
        .build();
  }

  @Bean
  Problems problems() {
    return new Problems(json());
  }

  @Bean
  RequestLimits requestLimits(WebSettings settings, WebhookLimits webhooks) {
    return new RequestLimits(settings, webhooks);
  }

  @Bean
  EventStreams eventStreams(CustomerAccess conversations) {
    return new EventStreams(conversations, json(JsonRecyclerPools.newBoundedPool(32)), HEARTBEAT);
  }

  @Bean
  FilterRegistrationBean<SecurityHeadersFilter> securityHeaders(WebSettings settings) {
    var filter = new FilterRegistrationBean<>(new SecurityHeadersFilter(settings.frameAncestors()));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  /** The demonstration's account is there in demonstration mode only. */
  @Bean
  FilterRegistrationBean<SiteFilter> site(
      Problems problems, ObjectProvider<DemoAccount> demonstration) {
    boolean localOnly = demonstration.getIfAvailable() != null;
    var filter = new FilterRegistrationBean<>(new SiteFilter(problems, localOnly));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return filter;
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimit(Problems problems, AttachmentLimits limits) {
    var filter = new FilterRegistrationBean<>(new BodyLimitFilter(problems, limits.fileBytes()));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    filter.addUrlPatterns("/api/*", "/demo/*");
    return filter;
  }

  /**
   * Bodies leave nothing in Tomcat's buffers: scrubbed on the heap, the rest off the heap. All of
   * them are small, for the sake of open streams.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> scrubbing() {
    return tomcat -> {
      tomcat.setProtocol(SmallBufferProtocol.class.getName());
      tomcat.addEngineValves(new SmallRequestBuffers(), new ScrubbingValve());
      tomcat.addContextCustomizers(
          context -> context.getParent().getPipeline().addValve(new ProblemReportValve()));
      tomcat.addConnectorCustomizers(
          connector -> {
            connector.setProperty(
                "maxHttpResponseHeaderSize", Integer.toString(MAX_RESPONSE_HEADER_BYTES));
            connector.setProperty("maxSwallowSize", Integer.toString(SWALLOWED_BYTES));
            connector.setProperty("socket.directBuffer", "true");
            connector.setProperty("socket.directSslBuffer", "true");
          });
    };
  }

  @Bean
  WebMvcConfigurer webPages(CustomerAccess conversations, RequestLimits limits) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(new BearerInterceptor(conversations, limits))
            .addPathPatterns("/api/v1/conversations/*/**", "/demo/api/conversations/*/**");
      }

      @Override
      public void addResourceHandlers(ResourceHandlerRegistry registry) {
        for (String folder : new String[] {"js", "css", "img"}) {
          registry
              .addResourceHandler("/" + folder + "/**")
              .addResourceLocations("classpath:/static/" + folder + "/")
              .setCacheControl(CacheControl.noCache());
        }
      }

      @Override
      public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.withJsonConverter(new JacksonJsonHttpMessageConverter(json()));
      }
    };
  }
}
