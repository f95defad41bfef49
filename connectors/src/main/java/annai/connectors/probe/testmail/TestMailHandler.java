package annai.connectors.probe.testmail;

import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.testmail.OpenTestMails.Expectation;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One mail transaction of the receiver. */
final class TestMailHandler implements MessageHandler {

  static final int MAX_SIZE = 200_000;

  /** Read to its end, so that the relay hears why; what is longer still is cut off. */
  private static final int MAX_DRAINED = 10_000_000;

  private static final Logger log = LoggerFactory.getLogger(TestMailHandler.class);

  private final TestMailSettings settings;
  private final OpenTestMails open;
  private final TestMailSink sink;
  private final InstantSource clock;
  private final InetAddress peer;
  private boolean fromNobody;
  private @Nullable ReceivedWalk walk;
  private @Nullable String token;

  TestMailHandler(
      TestMailSettings settings,
      OpenTestMails open,
      TestMailSink sink,
      InstantSource clock,
      InetAddress peer) {
    this.settings = settings;
    this.open = open;
    this.sink = sink;
    this.clock = clock;
    this.peer = peer;
  }

  @Override
  public void from(String sender) {
    fromNobody = sender.isEmpty();
  }

  @Override
  public void recipient(String recipient) throws RejectException {
    Optional<TestMailAddress> address = TestMailAddress.parse(recipient, settings.domain());
    Optional<Expectation> expectation =
        address.isEmpty() ? Optional.empty() : find(address.get().token());
    if (address.isEmpty() || expectation.isEmpty()) {
      throw new RejectException(550, "5.1.1 No such test address, or it has expired");
    }
    token = address.get().token();
    walk = new ReceivedWalk(settings.hosts(), address.get(), expectation.get());
  }

  private Optional<Expectation> find(String wanted) throws RejectException {
    try {
      return open.find(wanted);
    } catch (RuntimeException e) {
      log.warn("Open test mails can't be read; the relay is asked to come again", e);
      throw new RejectException(451, "4.3.0 Try again later");
    }
  }

  @Override
  public @Nullable String data(InputStream data) throws RejectException, IOException {
    var counted = new CountedInputStream(data);
    HeaderSection header = HeaderSection.read(counted);
    if (!counted.drain(MAX_DRAINED)) {
      throw new DropConnectionException(552, "5.3.4 Message too big");
    }
    if (counted.count() > MAX_SIZE) {
      throw new RejectException(552, "5.3.4 Message too big");
    }
    if (!fromNobody && token != null && walk != null) {
      ProbeResult result = walk.judge(peer, header.received());
      keep(new TestMail(token, result, clock.instant(), header.userAgent().orElse(null)));
    }
    return null;
  }

  private void keep(TestMail mail) throws RejectException {
    if (mail.result() instanceof ProbeResult.Inconclusive inconclusive) {
      log.warn("A test mail proves nothing: {}", inconclusive.reason());
    }
    try {
      sink.arrived(mail);
    } catch (RuntimeException e) {
      log.warn("A test mail can't be kept; the relay is asked to come again", e);
      throw new RejectException(451, "4.3.0 Try again later");
    }
  }

  @Override
  public void done() {}
}
