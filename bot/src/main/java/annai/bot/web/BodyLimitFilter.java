package annai.bot.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no body of more than 64 KB through, or of a file's size where files are sent, whether its
 * length was announced or not.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

  static final int MAX_BYTES = 64 * 1024;

  private static final Pattern FILES = Pattern.compile("/api/v1/conversations/[^/]+/attachments");

  private final Problems problems;
  private final long fileBytes;

  BodyLimitFilter(Problems problems, long fileBytes) {
    this.problems = problems;
    this.fileBytes = fileBytes;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long most = isFile(request) ? fileBytes : MAX_BYTES;
    if (request.getContentLengthLong() > most) {
      problems.write(response, HttpStatus.CONTENT_TOO_LARGE, TooLargeException.detail(most));
      return;
    }
    chain.doFilter(new Limited(request, most), response);
  }

  private static boolean isFile(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return FILES.matcher(path).matches();
  }

  /** The body is longer than it may be. */
  static final class TooLargeException extends IOException {

    static final String DETAIL = detail(MAX_BYTES);

    private static final long serialVersionUID = 1L;

    TooLargeException() {
      this(MAX_BYTES);
    }

    TooLargeException(long most) {
      super(detail(most));
    }

    static String detail(long most) {
      return "Expected a body of at most " + most + " bytes";
    }
  }

  private static final class Limited extends HttpServletRequestWrapper {

    private final long most;

    Limited(HttpServletRequest request, long most) {
      super(request);
      this.most = most;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new CountingStream(super.getInputStream(), most);
    }
  }

  private static final class CountingStream extends ServletInputStream {

    private final ServletInputStream body;
    private final long most;
    private long count;

    private CountingStream(ServletInputStream body, long most) {
      this.body = body;
      this.most = most;
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
      if (count > most) {
        throw new TooLargeException(most);
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
