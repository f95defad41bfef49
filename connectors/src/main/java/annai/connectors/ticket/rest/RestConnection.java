package annai.connectors.ticket.rest;

import annai.connectors.TrustStore;
import annai.connectors.ticket.RequestPace;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.InstantSource;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Sends what an {@code @HttpExchange} interface asks for: in its turn, within its time, and with
 * every failure as a {@link annai.connectors.ticket.TicketSystemException}.
 *
 * <p>The whole answer is read before anything is made of it, so that one deadline covers it all. No
 * redirect is followed: the credentials stay with the host of the settings.
 */
public final class RestConnection implements ClientHttpRequestInterceptor {

  private static final int LONGEST_ANSWER = 16_000_000;

  static {
    // else the JDK's HttpClient repeats a GET whose connection broke off, behind the pace's back
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
  }

  private final RestSite site;
  private final RestDialect dialect;
  private final RequestPace pace;
  private final InstantSource clock;
  private final JsonMapper json = JsonMapper.builder().build();

  private RestConnection(
      RestSite site, RestDialect dialect, RequestPace pace, InstantSource clock) {
    this.site = site;
    this.dialect = dialect;
    this.pace = pace;
    this.clock = clock;
  }

  /** An API's calls to this site. */
  public static <T> T open(
      Class<T> api, RestSite site, RestDialect dialect, RequestPace pace, InstantSource clock) {
    RestConnection connection = new RestConnection(site, dialect, pace, clock);
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http(site));
    requests.setReadTimeout(site.timing().request());
    RestClient rest =
        RestClient.builder()
            .baseUrl(site.api().toString())
            .requestFactory(requests)
            .requestInterceptor(connection)
            .defaultHeader(site.credential().header(), site.credential().value())
            .defaultHeader(HttpHeaders.USER_AGENT, "Annai")
            .configureMessageConverters(
                converters ->
                    converters
                        .registerDefaults()
                        .withJsonConverter(new JacksonJsonHttpMessageConverter(connection.json)))
            .build();
    return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(rest))
        // the usual one is part of Spring's context
        .conversionService(DefaultConversionService.getSharedInstance())
        .build()
        .createClient(api);
  }

  private static HttpClient http(RestSite site) {
    HttpClient.Builder http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(site.timing().connect());
    var trusted = site.trusted();
    if (trusted != null) {
      http.sslContext(TrustStore.context(trusted));
    }
    return http.build();
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
    pace.await();
    RestFailure failure =
        RestFailure.of(site, dialect, request.getMethod(), request.getURI().getRawPath());
    try (ClientHttpResponse response = execution.execute(request, body)) {
      byte[] content = response.getBody().readNBytes(LONGEST_ANSWER + 1);
      if (content.length > LONGEST_ANSWER) {
        throw failure.tooLong(LONGEST_ANSWER);
      }
      return checked(failure, new Answer(response, content), content);
    } catch (IOException e) {
      throw failure.lost(e);
    }
  }

  private ClientHttpResponse checked(RestFailure failure, Answer answer, byte[] content) {
    JsonNode body = parsed(content);
    if (!answer.getStatusCode().is2xxSuccessful() || dialect.loginRefused(answer.getHeaders())) {
      throw failure.answered(answer.getStatusCode().value(), answer.getHeaders(), body, clock);
    }
    if (body.isMissingNode() && failure.reads()) {
      throw failure.notJson();
    }
    // a change that was accepted has happened, whatever the answer's body is
    return body.isMissingNode() ? answer.empty() : answer;
  }

  private JsonNode parsed(byte[] content) {
    try {
      return content.length == 0 ? MissingNode.getInstance() : json.readTree(content);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
