package annai.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallRequestBuffersTest {

  private static final String LONG = "送信できません 🙂 ".repeat(4_000);

  private final Tomcat tomcat = new Tomcat();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  void start(@TempDir Path folder) throws LifecycleException {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    tomcat.getEngine().getPipeline().addValve(new SmallRequestBuffers());
    var context = tomcat.addContext("", folder.toAbsolutePath().toString());
    Tomcat.addServlet(context, "echo", new Echo());
    context.addServletMapping("/*", "echo", false);
    tomcat.start();
  }

  @AfterAll
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void fields_ofThisTomcat_areThere() {
    assertThat(SmallRequestBuffers.works()).isTrue();
  }

  @Test
  void body_readAsCharacters_isWholeAlsoAfterAMark() throws Exception {
    for (int again = 0; again < 3; again++) {
      assertThat(echo("/characters", LONG)).isEqualTo(LONG);
      assertThat(echo("/characters", "")).isEmpty();
    }
  }

  @Test
  void body_readAsBytes_isWhole() throws Exception {
    for (int again = 0; again < 3; again++) {
      assertThat(echo("/bytes", LONG)).isEqualTo(LONG);
    }
  }

  @Test
  void form_isReadAsParameters() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/form"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("text=" + "a".repeat(20_000)))
            .build();

    assertThat(http.send(request, BodyHandlers.ofString()).body()).hasSize(20_000);
  }

  private String echo(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    return answer.body();
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path);
  }

  /** Answers what it was sent. */
  private static final class Echo extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain; charset=utf-8");
      Writer out = response.getWriter();
      switch (request.getPathInfo()) {
        case "/characters" -> {
          BufferedReader reader = request.getReader();
          reader.mark(10);
          if (reader.read() >= 0) {
            reader.reset();
          }
          reader.transferTo(out);
        }
        case "/bytes" ->
            out.write(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        default -> out.write(request.getParameter("text"));
      }
    }
  }
}
