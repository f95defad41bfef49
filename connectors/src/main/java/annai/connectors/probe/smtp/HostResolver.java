package annai.connectors.probe.smtp;

import annai.connectors.probe.Verdict;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.RedirectLoopException;
import org.xbill.DNS.lookup.RedirectOverflowException;

/**
 * Finds the addresses of a host and tells apart why there are none.
 *
 * <p>A and AAAA are asked side by side. Literal addresses are taken as they are. With no name
 * server given, the machine's own are asked, after its hosts file.
 */
final class HostResolver {

  private static final Duration TRY = Duration.ofMillis(1400);
  private static final int TRIES = 2;
  private static final int SMTP_RELAY_PORT = 25;

  private final Duration time;
  private final @Nullable String resolver;

  HostResolver(Duration time, @Nullable String resolver) {
    this.time = time;
    this.resolver = resolver;
  }

  /** All addresses, IPv6 and IPv4 in turn; never empty. */
  List<InetAddress> resolve(String host, int port) throws StageFailedException {
    try {
      String literal =
          host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
      return List.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException _) {
      return lookUp(absolute(host), port);
    }
  }

  private List<InetAddress> lookUp(Name name, int port) throws StageFailedException {
    LookupSession session = session();
    CompletableFuture<LookupResult> v6 = session.lookupAsync(name, Type.AAAA).toCompletableFuture();
    CompletableFuture<LookupResult> v4 = session.lookupAsync(name, Type.A).toCompletableFuture();
    CompletableFuture<LookupResult> mx = session.lookupAsync(name, Type.MX).toCompletableFuture();
    long end = System.nanoTime() + time.toNanos();
    Answer a = await(v4, end);
    Answer aaaa = await(v6, end);
    List<InetAddress> addresses = inTurn(aaaa.addresses(), a.addresses());
    boolean nullMx =
        (addresses.isEmpty() || port == SMTP_RELAY_PORT) && isNullMx(await(mx, end).records());
    if (nullMx) {
      throw StageFailedException.broken(Verdict.DNS_NULL_MX);
    }
    if (addresses.isEmpty()) {
      throw StageFailedException.broken(worse(a.failure(), aaaa.failure()));
    }
    return addresses;
  }

  private LookupSession session() {
    if (resolver == null) {
      return LookupSession.builder()
          .resolver(retrying(new ExtendedResolver()))
          .hostsFileParser(new HostsFileParser())
          .build();
    }
    SimpleResolver one = new SimpleResolver(nameServer(resolver));
    one.setTimeout(TRY);
    return LookupSession.builder()
        .resolver(retrying(new ExtendedResolver(List.<Resolver>of(one))))
        .build();
  }

  private Resolver retrying(ExtendedResolver servers) {
    servers.setRetries(TRIES);
    servers.setTimeout(time);
    return servers;
  }

  /** Reads "host:port" or "[address]:port" of a name server. */
  static InetSocketAddress nameServer(String text) {
    int colon = text.lastIndexOf(':');
    try {
      String host = text.substring(0, colon);
      String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return new InetSocketAddress(literal, Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      throw new IllegalArgumentException("Name server '%s' must be HOST:PORT".formatted(text));
    }
  }

  private static Name absolute(String host) throws StageFailedException {
    try {
      String ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
      return Name.fromString(ascii, Name.root);
    } catch (IllegalArgumentException | TextParseException _) {
      throw StageFailedException.broken(Verdict.DNS_NO_SUCH_HOST);
    }
  }

  private static Answer await(CompletableFuture<LookupResult> answer, long end) {
    try {
      LookupResult result = answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new Answer(result.getRecords(), Verdict.DNS_NO_ADDRESS);
    } catch (TimeoutException _) {
      return new Answer(List.of(), Verdict.DNS_TIMEOUT);
    } catch (ExecutionException e) {
      return new Answer(List.of(), verdictOf(e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer(List.of(), Verdict.DNS_TIMEOUT);
    }
  }

  private static Verdict verdictOf(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      switch (e) {
        case NoSuchDomainException _ -> {
          return Verdict.DNS_NO_SUCH_HOST;
        }
        case NoSuchRRSetException _, RedirectLoopException _, RedirectOverflowException _ -> {
          return Verdict.DNS_NO_ADDRESS;
        }
        case TimeoutException _ -> {
          return Verdict.DNS_TIMEOUT;
        }
        default -> {
          if (String.valueOf(e.getMessage()).contains("Timed out")) {
            return Verdict.DNS_TIMEOUT;
          }
        }
      }
    }
    return Verdict.DNS_TEMPFAIL;
  }

  /** A name that is not there is so for all types; otherwise what may pass counts more. */
  private static Verdict worse(Verdict one, Verdict other) {
    for (Verdict verdict :
        List.of(Verdict.DNS_NO_SUCH_HOST, Verdict.DNS_TIMEOUT, Verdict.DNS_TEMPFAIL)) {
      if (one == verdict || other == verdict) {
        return verdict;
      }
    }
    return Verdict.DNS_NO_ADDRESS;
  }

  private static boolean isNullMx(List<Record> records) {
    return records.size() == 1
        && records.getFirst() instanceof MXRecord mx
        && mx.getTarget().equals(Name.root);
  }

  private static List<InetAddress> inTurn(List<InetAddress> first, List<InetAddress> second) {
    List<InetAddress> all = new ArrayList<>();
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      if (i < first.size()) {
        all.add(first.get(i));
      }
      if (i < second.size()) {
        all.add(second.get(i));
      }
    }
    return all;
  }

  /** What came back, and what its emptiness means. */
  private record Answer(List<Record> records, Verdict failure) {

    List<InetAddress> addresses() {
      List<InetAddress> addresses = new ArrayList<>();
      for (Record record : records) {
        switch (record) {
          case ARecord a -> addresses.add(a.getAddress());
          case AAAARecord aaaa -> addresses.add(aaaa.getAddress());
          default -> {}
        }
      }
      return addresses;
    }
  }
}
