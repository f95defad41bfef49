package annai.connectors.probe.smtp;

import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.ProbeTarget.Security;
import annai.connectors.probe.Stage;
import annai.connectors.probe.StageResult.State;
import annai.connectors.probe.TlsFacts;
import annai.connectors.probe.Verdict;
import annai.connectors.probe.Warning;
import annai.connectors.probe.smtp.StageRunner.Ended;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of the stages, each in its turn until one fails. */
final class Dialogue {

  private static final Closeable NOTHING = () -> {};
  private static final Duration EXPIRES_SOON = Duration.ofDays(14);
  private static final Duration MOST_FOR_HINT = Duration.ofMillis(1500);
  private static final int GOODBYE = 421;

  private final ProbeRequest request;
  private final ProbeTarget target;
  private final StageBudgets budgets;
  private final TlsUpgrade tlsUpgrade;
  private final InstantSource clock;
  private final Deadline deadline;
  private final StageLog log;
  private final StageRunner stages;
  private @Nullable TlsFacts tls;

  Dialogue(
      ProbeRequest request,
      StageBudgets budgets,
      TlsUpgrade tlsUpgrade,
      InstantSource clock,
      StageLog log) {
    this.request = request;
    this.target = request.target();
    this.budgets = budgets;
    this.tlsUpgrade = tlsUpgrade;
    this.clock = clock;
    this.deadline = new Deadline(request.deadline());
    this.log = log;
    this.stages = new StageRunner(deadline, log);
  }

  /** What the handshake showed; null when it did not come to that. */
  @Nullable TlsFacts tls() {
    return tls;
  }

  /** The stage that ran last, QUIT apart. */
  Stage lastStage() {
    return stages.current();
  }

  /** Returns normally when nothing failed. */
  void run() throws StageFailedException {
    List<InetAddress> addresses = stages.run(Stage.DNS, budgets.dns(), NOTHING, this::resolve);
    Reach.Reached reached =
        stages.run(
            Stage.CONNECT,
            request.deadline(),
            NOTHING,
            () -> Ended.ok(new Reach(deadline, budgets.connect()).first(addresses, target.port())));
    try (Session session = new Session(reached.connection());
        Secrets secrets = secrets()) {
      session.conceal(secrets);
      talk(session, secrets, reached.address());
    }
  }

  private Secrets secrets() {
    return request.credentials() == null ? Secrets.none() : Secrets.of(request.credentials());
  }

  private Ended<List<InetAddress>> resolve() throws StageFailedException {
    HostResolver resolver = new HostResolver(deadline.remaining(budgets.dns()), target.resolver());
    return Ended.ok(resolver.resolve(target.host(), target.port()));
  }

  private void talk(Session session, Secrets secrets, InetSocketAddress address)
      throws StageFailedException {
    try {
      Capabilities capabilities =
          target.security() == Security.STARTTLS
              ? upToStartTls(session, address)
              : upToImplicitTls(session);
      authenticate(session, secrets, capabilities);
      send(session, capabilities);
    } catch (StageFailedException e) {
      Reply reply = e.reply();
      if (reply != null && reply.code() != Reply.NO_CODE && reply.code() != GOODBYE) {
        quit(session);
      }
      throw e;
    }
    quit(session);
  }

  private Capabilities upToStartTls(Session session, InetSocketAddress address)
      throws StageFailedException {
    banner(session, address);
    Capabilities inClear = ehlo(Stage.EHLO, session);
    stages.run(
        Stage.STARTTLS, budgets.tls(), session.connection(), () -> startTls(session, inClear));
    handshake(session);
    return ehlo(Stage.EHLO_AGAIN, session);
  }

  private Capabilities upToImplicitTls(Session session) throws StageFailedException {
    handshake(session);
    stages.run(Stage.BANNER, budgets.banner(), session.connection(), () -> readBanner(session));
    return ehlo(Stage.EHLO, session);
  }

  private void banner(Session session, InetSocketAddress address) throws StageFailedException {
    Duration left = deadline.remaining(request.deadline());
    Duration quarter = left.dividedBy(4);
    Duration forHint = quarter.compareTo(MOST_FOR_HINT) < 0 ? quarter : MOST_FOR_HINT;
    Duration most = left.minus(forHint);
    Duration budget = most.compareTo(budgets.banner()) < 0 ? most : budgets.banner();
    long end = System.nanoTime() + budget.toNanos();
    try {
      stages.run(Stage.BANNER, budget, session.connection(), () -> readBanner(session));
    } catch (StageFailedException e) {
      if (e.verdict() == Verdict.BANNER_TIMEOUT && session.heardNothingBefore(end)) {
        lookForImplicitTls(address);
      }
      throw e;
    }
  }

  private Ended<Reply> readBanner(Session session) throws IOException, StageFailedException {
    Reply banner;
    try {
      banner = session.reply();
    } catch (StageFailedException e) {
      Reply line = e.reply();
      throw line == null ? e : StageFailedException.replied(Verdict.NOT_SMTP, line);
    }
    if (banner.code() != 220) {
      throw StageFailedException.replied(ReplyVerdict.ofBanner(banner), banner);
    }
    return Ended.ok(banner);
  }

  private void lookForImplicitTls(InetSocketAddress address) {
    SmtpConnection connection = new SmtpConnection();
    Deadline.Guard guard = deadline.guard(budgets.tls(), connection);
    try (connection) {
      connection.connect(address, deadline.remaining(budgets.connect()));
      tlsUpgrade.upgrade(connection, target.certificateName(), target.port());
      log.warn(Warning.IMPLICIT_TLS_HINT);
    } catch (IOException _) {
      // then it is no TLS port either
    } finally {
      guard.release();
    }
  }

  private Capabilities ehlo(Stage stage, Session session) throws StageFailedException {
    return Capabilities.of(
        stages.run(stage, budgets.ehlo(), session.connection(), () -> sayEhlo(session)));
  }

  private static Ended<Reply> sayEhlo(Session session) throws IOException, StageFailedException {
    Reply reply = session.ehlo();
    if (reply.code() != 250) {
      throw StageFailedException.replied(ReplyVerdict.ofEhlo(reply), reply);
    }
    return Ended.ok(reply);
  }

  private static Ended<Reply> startTls(Session session, Capabilities inClear)
      throws IOException, StageFailedException {
    if (!inClear.offers("STARTTLS")) {
      throw StageFailedException.broken(
          inClear.isStripped() ? Verdict.STARTTLS_STRIPPED : Verdict.STARTTLS_NOT_OFFERED);
    }
    Reply reply = session.command("STARTTLS");
    if (reply.code() != 220) {
      throw StageFailedException.replied(ReplyVerdict.ofStartTls(reply), reply);
    }
    if (session.hasUnread()) {
      throw StageFailedException.broken(Verdict.PROTOCOL_INJECTION);
    }
    return Ended.ok(reply);
  }

  private void handshake(Session session) throws StageFailedException {
    stages.run(Stage.TLS, budgets.tls(), session.connection(), () -> doHandshake(session));
  }

  private Ended<TlsFacts> doHandshake(Session session) throws IOException, StageFailedException {
    SmtpConnection connection = session.connection();
    TlsUpgrade.Upgraded upgraded;
    try {
      upgraded = tlsUpgrade.upgrade(connection, target.certificateName(), target.port());
    } catch (IOException e) {
      if (connection.offersOnlyOldTls()) {
        throw StageFailedException.broken(Verdict.TLS_VERSION_TOO_OLD);
      }
      throw e;
    }
    TlsFacts facts = upgraded.recorder().facts(upgraded.session());
    tls = facts;
    Verdict refusal = upgraded.recorder().refusal();
    if (refusal != null) {
      throw StageFailedException.broken(refusal);
    }
    boolean soon = expiresSoon(upgraded.recorder().certificate());
    if (soon) {
      log.warn(Warning.CERT_EXPIRES_SOON);
    }
    return new Ended<>(facts, soon ? State.WARNING : State.OK, null);
  }

  private boolean expiresSoon(@Nullable X509Certificate certificate) {
    return certificate != null
        && certificate.getNotAfter().toInstant().isBefore(clock.instant().plus(EXPIRES_SOON));
  }

  private void authenticate(Session session, Secrets secrets, Capabilities capabilities)
      throws StageFailedException {
    stages.run(Stage.AUTH_OFFERED, budgets.auth(), NOTHING, () -> authOffered(capabilities));
    if (request.credentials() != null) {
      stages.run(
          Stage.AUTH,
          budgets.auth(),
          session.connection(),
          () -> Ended.ok(new Authentication(session, secrets).run(capabilities.mechanisms())));
    }
  }

  /** A mail without a login may go on without it, to see what the server says to that mail. */
  private Ended<Boolean> authOffered(Capabilities capabilities) throws StageFailedException {
    if (Authentication.canUse(capabilities.mechanisms())) {
      return Ended.ok(true);
    }
    if (request.credentials() == null && request.from() != null) {
      return new Ended<>(false, State.WARNING, null);
    }
    throw StageFailedException.broken(
        capabilities.offers("AUTH") ? Verdict.AUTH_NO_USABLE_MECHANISM : Verdict.AUTH_NOT_OFFERED);
  }

  private void send(Session session, Capabilities capabilities) throws StageFailedException {
    String from = request.from();
    String to = request.to();
    if (from == null) {
      return;
    }
    Transaction mail = new Transaction(session, capabilities, request.credentials() != null, clock);
    SmtpConnection connection = session.connection();
    stages.run(Stage.MAIL, budgets.envelope(), connection, () -> Ended.ok(mail.mail(from, to)));
    if (to == null) {
      return;
    }
    stages.run(Stage.RCPT, budgets.envelope(), connection, () -> Ended.ok(mail.rcpt(to)));
    if (request.sendData()) {
      stages.run(Stage.DATA, budgets.data(), connection, () -> Ended.ok(mail.data(from, to)));
    }
  }

  /** Whatever goes wrong here is a warning. */
  private void quit(Session session) {
    long start = System.nanoTime();
    Deadline.Guard guard = deadline.guard(budgets.quit(), session.connection());
    @Nullable Reply reply = null;
    try {
      reply = session.command("QUIT");
    } catch (IOException | StageFailedException _) {
      // told below, as a warning
    } finally {
      guard.release();
    }
    boolean ok = reply != null && reply.code() == 221;
    if (!ok) {
      log.warn(Warning.QUIT_FAILED);
    }
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    log.end(Stage.QUIT, ok ? State.OK : State.WARNING, millis, reply);
  }
}
