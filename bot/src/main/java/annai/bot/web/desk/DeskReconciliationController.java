package annai.bot.web.desk;

import annai.bot.desk.AuditTrail;
import annai.bot.runtime.Reconciliation;
import annai.bot.store.Agent;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.store.ReconciliationStore;
import annai.connectors.ticket.TicketSystem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Comparisons of tickets with their system: what was found and healed. */
@RestController
@RequestMapping("/api/v1/desk/reconciliations")
final class DeskReconciliationController {

  private static final int REPORTS = 20;
  private static final int FINDINGS = 50;

  private final Reconciliation reconciliation;
  private final TicketSystem system;
  private final Answers answers;
  private final AuditTrail audit;

  DeskReconciliationController(
      Reconciliation reconciliation, TicketSystem system, Answers answers, AuditTrail audit) {
    this.reconciliation = reconciliation;
    this.system = system;
    this.answers = answers;
    this.audit = audit;
  }

  /**
   * Something that differed.
   *
   * @param key the ticket's, in its system; null for what concerns no single ticket
   * @param drift such as "closed-there"
   */
  record Finding(@Nullable String system, @Nullable String key, String drift, Instant at) {}

  /**
   * One comparison.
   *
   * @param endedAt null while it is under way
   * @param compared tickets that were read
   * @param unreadable tickets that could not be read
   * @param healed how much differed
   * @param findings the first fifty of it
   */
  record Report(
      long id,
      Instant beganAt,
      @Nullable Instant endedAt,
      int compared,
      int unreadable,
      long healed,
      List<Finding> findings) {}

  record Reports(List<Report> reconciliations) {}

  /** The newest first. */
  @GetMapping
  ResponseEntity<Reports> reports() {
    return answers.polled(
        new Reports(reconciliation.reports(REPORTS).stream().map(this::report).toList()));
  }

  private Report report(ReconciliationStore.Report report) {
    List<Finding> findings =
        report.findings() == 0
            ? List.of()
            : reconciliation.findings(report.id(), FINDINGS).stream().map(this::finding).toList();
    return new Report(
        report.id(),
        report.beganAt(),
        report.endedAt(),
        report.compared(),
        report.unreadable(),
        report.findings(),
        findings);
  }

  private Finding finding(ReconciliationStore.Finding finding) {
    return new Finding(
        finding.systemKey() == null ? null : system.name(),
        finding.systemKey(),
        finding.drift(),
        finding.at());
  }

  /** Compares at once. */
  @PostMapping
  ResponseEntity<Void> begin(@AuthenticationPrincipal Agent me) {
    reconciliation.begin();
    audit.note(me, Deed.COMPARED_TICKETS);
    return ResponseEntity.status(HttpStatus.ACCEPTED).cacheControl(CacheControl.noStore()).build();
  }
}
