package annai.connectors.ticket.redmine;

import annai.connectors.webhook.GenericHook;
import annai.connectors.webhook.StandardWebhookVerifier;
import annai.connectors.webhook.TicketHint;
import annai.connectors.webhook.WebhookSecrets;
import annai.connectors.webhook.WebhookVerifier.Outcome;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes webhooks on a free loopback port as Annai verifies and reads them. */
final class HookReceiver implements AutoCloseable {

  static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

  private final HttpServer server;
  private final StandardWebhookVerifier verifier =
      new StandardWebhookVerifier(
          WebhookSecrets.ofStandard(List.of(SECRET)),
          StandardWebhookVerifier.USUAL_TOLERANCE,
          InstantSource.system());
  private final List<TicketHint> hints = new CopyOnWriteArrayList<>();
  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

  /** How many answers are 503 before one is 204. */
  private final AtomicInteger refusals = new AtomicInteger();

  HookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.createContext("/webhooks/redmine", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/redmine";
  }

  void refuse(int times) {
    refusals.set(times);
  }

  List<TicketHint> hints() {
    return List.copyOf(hints);
  }

  List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Outcome outcome = verifier.verify(exchange.getRequestHeaders()::getFirst, body);
    outcomes.add(outcome);
    int status =
        switch (outcome) {
          case Outcome.NotConfigured _ -> 503;
          case Outcome.Rejected _ -> 401;
          case Outcome.Verified _ -> refusals.getAndDecrement() > 0 ? 503 : 204;
        };
    if (status == 204) {
      new GenericHook().hint(body).ifPresent(hints::add);
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
