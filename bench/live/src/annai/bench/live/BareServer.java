package annai.bench.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * What stands beside Annai: its servlet container as it comes or with another protocol, with an
 * endpoint that opens a stream and one that writes an event into it. No framework, no database, no
 * right to anything.
 */
final class BareServer {

  private BareServer() {}

  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(arguments[0]);
    tomcat.setHostname("127.0.0.1");
    if (arguments.length > 1) {
      tomcat.setConnector(new Connector(arguments[1]));
    }
    tomcat.getConnector().setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", new File(arguments[0]).getAbsolutePath());
    Wrapper wrapper = Tomcat.addServlet(context, "streams", new Endpoint());
    wrapper.setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "streams");
    tomcat.start();
    System.out.println("there: " + tomcat.getConnector().getLocalPort());
    System.in.read();
    tomcat.stop();
    System.exit(0);
  }

  /** {@code GET /N} opens stream N, {@code POST /N} writes its body into it. */
  static final class Endpoint extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final byte[] GREETING = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final transient Map<String, AsyncContext> open = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      AsyncContext stream = request.startAsync();
      stream.setTimeout(0);
      response.setContentType("text/event-stream");
      response.getOutputStream().write(GREETING);
      response.flushBuffer();
      open.put(request.getPathInfo(), stream);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String data = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var stream = open.get(request.getPathInfo()).getResponse();
      synchronized (stream) {
        stream
            .getOutputStream()
            .write(("id:1\ndata:" + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        stream.flushBuffer();
      }
      response.setStatus(202);
    }
  }
}
