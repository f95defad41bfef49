package annai.bot.desk.oidc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * The way to the provider: five seconds for a connection and for an answer, 256 KB of it at most,
 * and no redirect is followed.
 */
final class ProviderHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LARGEST = 256 * 1024;

  private final JdkClientHttpRequestFactory requests =
      new JdkClientHttpRequestFactory(
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build());

  ProviderHttp() {
    requests.setReadTimeout(PATIENCE);
  }

  /** For what the provider publishes. */
  RestTemplate documents() {
    RestTemplate rest = new RestTemplate(requests);
    rest.setInterceptors(List.of(new Bounded()));
    return rest;
  }

  /** For its token endpoint, whose errors have a form of their own (RFC 6749, section 5.2). */
  RestClient tokens() {
    return RestClient.builder()
        .requestFactory(requests)
        .requestInterceptor(new Bounded())
        .configureMessageConverters(
            converters ->
                converters
                    .addCustomConverter(new FormHttpMessageConverter())
                    .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
        .build();
  }

  private static final class Bounded implements ClientHttpRequestInterceptor {
    @Override
    public ClientHttpResponse intercept(
        HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
      return new BoundedResponse(execution.execute(request, body));
    }
  }

  private record BoundedResponse(ClientHttpResponse whole) implements ClientHttpResponse {

    @Override
    public InputStream getBody() throws IOException {
      return new BoundedBody(whole.getBody());
    }

    @Override
    public HttpHeaders getHeaders() {
      return whole.getHeaders();
    }

    @Override
    public HttpStatusCode getStatusCode() throws IOException {
      return whole.getStatusCode();
    }

    @Override
    public String getStatusText() throws IOException {
      return whole.getStatusText();
    }

    @Override
    public void close() {
      whole.close();
    }
  }

  private static final class BoundedBody extends FilterInputStream {

    private int left = LARGEST;

    BoundedBody(InputStream whole) {
      super(whole);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException("An answer of more than %d bytes".formatted(LARGEST));
      }
    }
  }
}
