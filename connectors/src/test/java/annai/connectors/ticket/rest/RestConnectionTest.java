package annai.connectors.ticket.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import annai.connectors.ticket.RequestPace;
import annai.connectors.ticket.TicketSystemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.web.service.annotation.GetExchange;
import tools.jackson.databind.JsonNode;

class RestConnectionTest {

  /** An API of one call. */
  interface Api {
    @GetExchange("/thing")
    JsonNode thing();
  }

  @Test
  void connectionCutBeforeTheAnswer_requestIsSentOnceAndPacedOnce() throws IOException {
    AtomicInteger connections = new AtomicInteger();
    AtomicInteger turns = new AtomicInteger();
    RequestPace pace = turns::incrementAndGet;
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> cutOff(server, connections));
      RestSite site =
          new RestSite(
              "Thing",
              URI.create("http://127.0.0.1:" + server.getLocalPort()),
              new RestSite.Credential("Authorization", "none", List.of()),
              new RestSite.Timing(Duration.ofSeconds(5), Duration.ofSeconds(5)),
              null);
      Api api = RestConnection.open(Api.class, site, _ -> List.of(), pace, InstantSource.system());

      assertThatExceptionOfType(TicketSystemException.class).isThrownBy(api::thing);

      assertThat(connections).hasValue(1);
      assertThat(turns).hasValue(1);
    }
  }

  private static void cutOff(ServerSocket server, AtomicInteger connections) {
    try {
      while (true) {
        try (Socket connection = server.accept()) {
          connections.incrementAndGet();
          assertThat(connection.getInputStream().read()).isPositive();
        }
      }
    } catch (IOException _) {
      // the test is over
    }
  }
}
