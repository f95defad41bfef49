package annai.connectors.ticket.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;

/** An answer that is here as a whole; its body is taken for JSON, whatever its type says. */
final class Answer implements ClientHttpResponse {

  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final HttpStatusCode status;
  private final HttpHeaders headers;
  private final byte[] content;

  Answer(ClientHttpResponse response, byte[] content) throws IOException {
    this(response.getStatusCode(), HttpHeaders.copyOf(response.getHeaders()), content);
  }

  private Answer(HttpStatusCode status, HttpHeaders headers, byte[] content) {
    this.status = status;
    this.headers = headers;
    this.content = content;
    headers.setContentType(MediaType.APPLICATION_JSON);
    headers.setContentLength(content.length);
  }

  /** The same with an empty object, for an answer whose body says nothing. */
  Answer empty() {
    return new Answer(HttpStatusCode.valueOf(200), headers, EMPTY_OBJECT.clone());
  }

  @Override
  public HttpStatusCode getStatusCode() {
    return status;
  }

  @Override
  public String getStatusText() {
    return "";
  }

  @Override
  public HttpHeaders getHeaders() {
    return headers;
  }

  @Override
  public InputStream getBody() {
    return new ByteArrayInputStream(content);
  }

  @Override
  public void close() {
    // nothing is open any more
  }
}
