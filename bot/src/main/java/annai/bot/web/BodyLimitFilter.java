package annai.bot.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets no body of more than 64 KB through, whether its length was announced or not. */
final class BodyLimitFilter extends OncePerRequestFilter {

  static final int MAX_BYTES = 64 * 1024;

  private final Problems problems;

  BodyLimitFilter(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > MAX_BYTES) {
      problems.write(response, HttpStatus.CONTENT_TOO_LARGE, TooLargeException.DETAIL);
      return;
    }
    chain.doFilter(new Limited(request), response);
  }

  /** The body is longer than it may be. */
  static final class TooLargeException extends IOException {

    static final String DETAIL = "Expected a body of at most " + MAX_BYTES + " bytes";

    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super(DETAIL);
    }
  }

  private static final class Limited extends HttpServletRequestWrapper {

    Limited(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new CountingStream(super.getInputStream());
    }
  }

  private static final class CountingStream extends ServletInputStream {

    private final ServletInputStream body;
    private long count;

    private CountingStream(ServletInputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      int read = body.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = body.read(bytes, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) throws TooLargeException {
      count += read;
      if (count > MAX_BYTES) {
        throw new TooLargeException();
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
