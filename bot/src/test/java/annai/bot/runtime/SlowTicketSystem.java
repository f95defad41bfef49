package annai.bot.runtime;

import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A ticket system whose answers a test can hold back or change after they were made. */
final class SlowTicketSystem implements TicketSystem {

  private final InMemoryTicketSystem inner;
  private volatile UnaryOperator<TicketRef> onOpened = UnaryOperator.identity();
  private volatile UnaryOperator<Ticket> onRead = UnaryOperator.identity();
  private volatile Runnable onClosed = () -> {};

  SlowTicketSystem(InMemoryTicketSystem inner) {
    this.inner = inner;
  }

  void onOpened(UnaryOperator<TicketRef> answer) {
    onOpened = answer;
  }

  void onRead(UnaryOperator<Ticket> answer) {
    onRead = answer;
  }

  void onClosed(Runnable answer) {
    onClosed = answer;
  }

  void atOnce() {
    onOpened = UnaryOperator.identity();
    onRead = UnaryOperator.identity();
    onClosed = () -> {};
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public Set<Capability> capabilities() {
    return inner.capabilities();
  }

  @Override
  public TicketRef open(TicketDraft draft) {
    return onOpened.apply(inner.open(draft));
  }

  @Override
  public List<TicketRef> find(String key) {
    return inner.find(key);
  }

  @Override
  public Duration settling() {
    return inner.settling();
  }

  @Override
  public Ticket read(TicketRef ref) {
    return onRead.apply(inner.read(ref));
  }

  @Override
  public void comment(TicketRef ref, String key, String text, Audience audience) {
    inner.comment(ref, key, text, audience);
  }

  @Override
  public void close(TicketRef ref, String key, String resolution) {
    inner.close(ref, key, resolution);
    onClosed.run();
  }

  @Override
  public void reopen(TicketRef ref, String key, String reason) {
    inner.reopen(ref, key, reason);
  }

  @Override
  public void attach(TicketRef ref, Attachment attachment) {
    inner.attach(ref, attachment);
  }

  @Override
  public void link(TicketRef ref, URI page, String title) {
    inner.link(ref, page, title);
  }

  @Override
  public void merge(TicketRef twin, TicketRef into) {
    inner.merge(twin, into);
  }

  @Override
  public void check() {
    inner.check();
  }
}
