package annai.bot.web.desk;

import annai.bot.desk.AuditTrail;
import annai.bot.desk.Passkeys;
import annai.bot.desk.Passkeys.Attestation;
import annai.bot.desk.Passkeys.Entry;
import annai.bot.desk.Passkeys.Proof;
import annai.bot.desk.Passkeys.Site;
import annai.bot.store.Agent;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.store.Passkey;
import annai.bot.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * One's own passkeys, and coming in by one. What browsers are given has the names that W3C Web
 * Authentication gives its parts.
 */
@RestController
@RequestMapping("/api/v1/desk")
final class PasskeyController {

  private static final int LONGEST_ANSWER = 20_000;
  private static final int MOST_TRANSPORTS = 10;

  private final Passkeys passkeys;
  private final PasskeySites sites;
  private final AgentSessions sessions;
  private final Entrance entrance;
  private final AuditTrail audit;

  PasskeyController(
      Passkeys passkeys,
      PasskeySites sites,
      AgentSessions sessions,
      Entrance entrance,
      AuditTrail audit) {
    this.passkeys = passkeys;
    this.sites = sites;
    this.sessions = sessions;
    this.entrance = entrance;
    this.audit = audit;
  }

  /** A passkey; nothing that would help somebody else. */
  record Own(String id, String label, Instant addedAt, @Nullable Instant lastUsedAt) {
    static Own of(Passkey passkey) {
      return new Own(passkey.id(), passkey.label(), passkey.addedAt(), passkey.lastUsedAt());
    }
  }

  record Owns(List<Own> passkeys, int most) {}

  record RelyingParty(String id, String name) {}

  record Holder(String id, String name, String displayName) {}

  record Parameter(String type, long alg) {}

  record Descriptor(String type, String id, List<String> transports) {}

  record Selection(String residentKey, boolean requireResidentKey, String userVerification) {}

  /** PublicKeyCredentialCreationOptionsJSON. */
  record Creation(
      RelyingParty rp,
      Holder user,
      String challenge,
      List<Parameter> pubKeyCredParams,
      long timeout,
      List<Descriptor> excludeCredentials,
      Selection authenticatorSelection,
      String attestation) {}

  /** PublicKeyCredentialRequestOptionsJSON. */
  record Asked(String challenge, long timeout, String rpId, String userVerification) {}

  record Made(
      @Nullable String label,
      @Nullable String clientDataJSON,
      @Nullable String attestationObject,
      @Nullable List<String> transports) {}

  record Proven(
      @Nullable String id,
      @Nullable String userHandle,
      @Nullable String clientDataJSON,
      @Nullable String authenticatorData,
      @Nullable String signature) {}

  @GetMapping("/passkeys")
  ResponseEntity<Owns> all(@AuthenticationPrincipal Agent me) {
    return Answers.of(
        HttpStatus.OK,
        new Owns(passkeys.of(me.login()).stream().map(Own::of).toList(), Passkeys.MOST));
  }

  @PostMapping("/passkeys/challenge")
  ResponseEntity<Creation> offer(
      @AuthenticationPrincipal Agent me, CsrfToken token, HttpServletRequest request) {
    Site site = site(request);
    Passkeys.Offer offer = passkeys.offer(me, token.getToken());
    return Answers.of(
        HttpStatus.CREATED,
        new Creation(
            new RelyingParty(site.rpId(), "Annai"),
            new Holder(offer.userHandle(), me.login(), me.name()),
            offer.challenge(),
            Passkeys.algorithms().stream().map(alg -> new Parameter("public-key", alg)).toList(),
            Passkeys.patience().toMillis(),
            offer.known().stream()
                .map(
                    known -> new Descriptor("public-key", known.credentialId(), known.transports()))
                .toList(),
            new Selection("required", true, "required"),
            "none"));
  }

  @PostMapping(value = "/passkeys", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Own> add(
      @RequestBody Made made,
      @AuthenticationPrincipal Agent me,
      CsrfToken token,
      HttpServletRequest request) {
    Attestation answer =
        new Attestation(
            answered(made.clientDataJSON(), "clientDataJSON"),
            answered(made.attestationObject(), "attestationObject"),
            transports(made.transports()));
    String label = SessionController.required(made.label(), "label");
    Passkey added = passkeys.add(me, token.getToken(), site(request), label, answer);
    audit.note(me, Deed.ADDED_PASSKEY);
    return Answers.of(HttpStatus.CREATED, Own.of(added));
  }

  /** The sessions that were begun by it end, too. */
  @DeleteMapping("/passkeys/{passkey}")
  ResponseEntity<Void> remove(@PathVariable String passkey, @AuthenticationPrincipal Agent me) {
    passkeys.remove(me.login(), passkey);
    sessions.endBegunBy(me.login(), passkey);
    audit.note(me, Deed.REMOVED_PASSKEY);
    return Answers.nothing();
  }

  @PostMapping("/session/passkey/challenge")
  ResponseEntity<Asked> challenge(CsrfToken token, HttpServletRequest request) {
    Site site = site(request);
    entrance.holdLogIn(request);
    return Answers.of(
        HttpStatus.CREATED,
        new Asked(
            passkeys.challenge(token.getToken()),
            Passkeys.patience().toMillis(),
            site.rpId(),
            "required"));
  }

  @PostMapping(value = "/session/passkey", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<SessionController.Me> logIn(
      @RequestBody Proven proven,
      CsrfToken token,
      HttpServletRequest request,
      HttpServletResponse response) {
    Proof proof =
        new Proof(
            answered(proven.id(), "id"),
            answered(proven.userHandle(), "userHandle"),
            answered(proven.clientDataJSON(), "clientDataJSON"),
            answered(proven.authenticatorData(), "authenticatorData"),
            answered(proven.signature(), "signature"));
    Entry entry =
        passkeys
            .logIn(token.getToken(), site(request), proof)
            .orElseThrow(
                () ->
                    ProblemException.unauthorized(
                        "Session", "Expected the answer of a passkey of an agent"));
    entrance.enter(entry.agent(), Deed.LOGGED_IN_BY_PASSKEY, entry.passkey(), request, response);
    return Answers.of(HttpStatus.OK, SessionController.Me.of(entry.agent()));
  }

  private Site site(HttpServletRequest request) {
    return sites
        .of(request)
        .orElseThrow(
            () ->
                new ProblemException(
                    HttpStatus.CONFLICT,
                    "Passkeys need annai.desk.url, with https and the name of a host"));
  }

  private static String answered(@Nullable String value, String name) {
    if (value == null || value.isBlank() || value.length() > LONGEST_ANSWER) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST,
          "%s: expected 1 to %d characters of base64url".formatted(name, LONGEST_ANSWER));
    }
    return value;
  }

  /** Those of a usual form; the others help nobody find the passkey again. */
  private static List<String> transports(@Nullable List<String> named) {
    Set<String> usual =
        named == null
            ? Set.of()
            : named.stream()
                .filter(name -> name != null && name.matches("[a-z-]{1,16}"))
                .limit(MOST_TRANSPORTS)
                .collect(Collectors.toSet());
    return List.copyOf(usual);
  }
}
