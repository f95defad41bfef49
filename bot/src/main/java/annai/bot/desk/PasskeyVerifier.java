package annai.bot.desk;

import annai.bot.desk.Passkeys.Attestation;
import annai.bot.desk.Passkeys.Proof;
import annai.bot.desk.Passkeys.Site;
import annai.bot.store.Passkey;
import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies what authenticators answer (W3C Web Authentication, sections 7.1 and 7.2), with the user
 * verified by PIN, finger or face. Who made an authenticator is not asked, so no attestation is.
 *
 * <p>Whatever does not hold is a {@link WebAuthnException} or an {@link IllegalArgumentException}.
 */
final class PasskeyVerifier {

  /** ES256, EdDSA and RS256 in the order of preference, by their COSE numbers. */
  static final List<Long> ALGORITHMS =
      List.of(
              COSEAlgorithmIdentifier.ES256,
              COSEAlgorithmIdentifier.EdDSA,
              COSEAlgorithmIdentifier.RS256)
          .stream()
          .map(COSEAlgorithmIdentifier::getValue)
          .toList();

  private static final List<PublicKeyCredentialParameters> PARAMETERS =
      ALGORITHMS.stream()
          .map(COSEAlgorithmIdentifier::create)
          .map(
              algorithm ->
                  new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
          .toList();

  private final ObjectConverter objects = new ObjectConverter();
  private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(objects);
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(objects);

  RegistrationData read(Attestation answer) {
    return parsed(
        () ->
            webAuthn.parse(
                new RegistrationRequest(
                    bytes(answer.attestationObject()),
                    bytes(answer.clientDataJson()),
                    Set.copyOf(answer.transports()))));
  }

  AuthenticationData read(Proof answer) {
    return parsed(
        () ->
            webAuthn.parse(
                new AuthenticationRequest(
                    bytes(answer.id()),
                    bytes(answer.userHandle()),
                    bytes(answer.authenticatorData()),
                    bytes(answer.clientDataJson()),
                    bytes(answer.signature()))));
  }

  /** A stranger's bytes also throw what the library's parsers don't announce. */
  private static <T> T parsed(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("Expected the answer of an authenticator", e);
    }
  }

  /** The challenge that was answered, base64url. */
  static String challenge(@Nullable CollectedClientData answer) {
    return text(there(there(answer).getChallenge()).getValue());
  }

  /** What the answer must hold. */
  private static <T> T there(@Nullable T part) {
    if (part == null) {
      throw new IllegalArgumentException("Expected the whole answer of an authenticator");
    }
    return part;
  }

  /** The key of a new passkey, once it is verified. */
  Passkey.Key verified(RegistrationData answer, Site site, String userHandle) {
    webAuthn.verify(
        answer,
        new RegistrationParameters(
            site(site, answer.getCollectedClientData()), PARAMETERS, true, true));
    AuthenticatorData<?> data = data(answer);
    return new Passkey.Key(
        userHandle,
        text(credentials.convert(there(data.getAttestedCredentialData()))),
        answer.getTransports() == null
            ? List.of()
            : answer.getTransports().stream()
                .map(transport -> transport.getValue())
                .sorted()
                .toList(),
        data.getSignCount(),
        data.isFlagBE(),
        data.isFlagBS());
  }

  /**
   * Verifies an answer of a known key, whose counter must have gone on; what it tells of it now.
   */
  Passkey.Key verified(AuthenticationData answer, Site site, Passkey.Key key) {
    webAuthn.verify(
        answer,
        new AuthenticationParameters(
            site(site, answer.getCollectedClientData()), stored(key), null, true, true));
    AuthenticatorData<?> data = there(answer.getAuthenticatorData());
    return new Passkey.Key(
        key.userHandle(),
        key.credential(),
        key.transports(),
        data.getSignCount(),
        key.backupEligible(),
        data.isFlagBS());
  }

  private CredentialRecord stored(Passkey.Key key) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        true,
        key.backupEligible(),
        key.backedUp(),
        key.signCount(),
        credentials.convert(bytes(key.credential())),
        null,
        null,
        null,
        null);
  }

  /** The credential's id, base64url. */
  String credentialId(Passkey.Key key) {
    return text(credentials.extractCredentialId(bytes(key.credential())));
  }

  static byte[] credentialId(RegistrationData answer) {
    return there(data(answer).getAttestedCredentialData()).getCredentialId();
  }

  private static AuthenticatorData<?> data(RegistrationData answer) {
    return there(there(answer.getAttestationObject()).getAuthenticatorData());
  }

  /** The challenge is one that was used up just now. */
  private static ServerProperty site(Site site, @Nullable CollectedClientData answer) {
    return ServerProperty.builder()
        .origin(Origin.create(site.origin()))
        .rpId(site.rpId())
        .challenge(there(answer).getChallenge())
        .build();
  }

  static byte[] bytes(String base64url) {
    return Base64.getUrlDecoder().decode(base64url);
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
