package annai.bot.cli;

import annai.bot.wiring.AnnaiApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Where {@code annai chat} finds its conversation; one in memory ends with it. */
interface ChatHost extends AutoCloseable {

  /** With a slash at its end. */
  URI uri();

  @Override
  void close();

  static ChatHost at(URI running) {
    return new ChatHost() {
      @Override
      public URI uri() {
        return running;
      }

      @Override
      public void close() {}
    };
  }

  /** The whole service in this process, on a free port, with a database that goes with it. */
  static ChatHost inMemory() {
    Path data = emptyFolder();
    System.setProperty("annai.database.data", data.toString());
    ConfigurableApplicationContext context = start();
    return new ChatHost() {
      @Override
      public URI uri() {
        return URI.create("http://127.0.0.1:" + port(context) + "/");
      }

      @Override
      public void close() {
        context.close();
        FileSystemUtils.deleteRecursively(data.toFile());
      }
    };
  }

  private static ConfigurableApplicationContext start() {
    Path root = Path.of(System.getProperty("annai.root", "")).toAbsolutePath().normalize();
    try {
      return AnnaiApplication.start(root, ConfigFolder.find().toAbsolutePath(), 0);
    } catch (RuntimeException e) {
      String reason = AnnaiApplication.reason(e);
      if (reason == null) {
        throw e;
      }
      throw new BadInputException(reason);
    }
  }

  private static int port(ConfigurableApplicationContext context) {
    return context instanceof WebServerApplicationContext web && web.getWebServer() != null
        ? web.getWebServer().getPort()
        : 0;
  }

  private static Path emptyFolder() {
    try {
      return Files.createTempDirectory("annai-chat");
    } catch (IOException e) {
      throw new UncheckedIOException("No folder for temporary files can be made", e);
    }
  }
}
