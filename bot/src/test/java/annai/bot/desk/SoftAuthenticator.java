package annai.bot.desk;

import annai.bot.desk.Passkeys.Attestation;
import annai.bot.desk.Passkeys.Proof;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * An authenticator with one passkey, which does what it is told: also what a real one never would.
 */
public final class SoftAuthenticator {

  private static final int USER_PRESENT = 0x01;
  private static final int USER_VERIFIED = 0x04;
  private static final int CREDENTIAL = 0x40;

  private final KeyPair keys;
  private final byte[] id = new byte[32];
  private final String rpId;
  private String origin;
  private String userHandle = "";
  private int counter;
  private int flags = USER_PRESENT | USER_VERIFIED;

  /**
   * @param origin such as {@code http://localhost:8080}
   */
  public SoftAuthenticator(String rpId, String origin) {
    this.rpId = rpId;
    this.origin = origin;
    new SecureRandom().nextBytes(id);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      this.keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on on another page. */
  public SoftAuthenticator at(String otherOrigin) {
    this.origin = otherOrigin;
    return this;
  }

  /** What its next answer counts. */
  public SoftAuthenticator counting(int next) {
    this.counter = next - 1;
    return this;
  }

  /** From now on for another agent, as it says. */
  public SoftAuthenticator of(String otherHandle) {
    this.userHandle = otherHandle;
    return this;
  }

  /** From now on without a PIN, a finger or a face. */
  public SoftAuthenticator unverified() {
    this.flags = USER_PRESENT;
    return this;
  }

  /** Makes the passkey. */
  public Attestation make(String challenge, String handle) {
    this.userHandle = handle;
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.write(0xa3);
    text(object, "fmt");
    text(object, "none");
    text(object, "attStmt");
    object.write(0xa0);
    text(object, "authData");
    bytes(object, data(true));
    return new Attestation(
        base64url(clientData("webauthn.create", challenge)),
        base64url(object.toByteArray()),
        List.of("internal"));
  }

  /** Proves that it has it. */
  public Proof prove(String challenge) {
    byte[] client = clientData("webauthn.get", challenge);
    byte[] data = data(false);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(data);
      signature.update(sha256(client));
      return new Proof(
          base64url(id),
          userHandle,
          base64url(client),
          base64url(data),
          base64url(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] clientData(String type, String challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
        .formatted(type, challenge, origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] data(boolean withCredential) {
    counter++;
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(sha256(rpId.getBytes(StandardCharsets.UTF_8)));
    data.write(withCredential ? flags | CREDENTIAL : flags);
    data.writeBytes(ByteBuffer.allocate(4).putInt(counter).array());
    if (withCredential) {
      data.writeBytes(new byte[16]);
      data.write(0);
      data.write(id.length);
      data.writeBytes(id);
      data.writeBytes(publicKey());
    }
    return data.toByteArray();
  }

  /** As COSE writes an ES256 key (RFC 9053, section 7.1.1). */
  private byte[] publicKey() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    ByteArrayOutputStream cose = new ByteArrayOutputStream();
    cose.writeBytes(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21});
    bytes(cose, coordinate(key.getW().getAffineX().toByteArray()));
    cose.write(0x22);
    bytes(cose, coordinate(key.getW().getAffineY().toByteArray()));
    return cose.toByteArray();
  }

  private static byte[] coordinate(byte[] signed) {
    byte[] plain = new byte[32];
    byte[] last =
        signed.length > 32 ? Arrays.copyOfRange(signed, signed.length - 32, signed.length) : signed;
    System.arraycopy(last, 0, plain, 32 - last.length, last.length);
    return plain;
  }

  private static void text(ByteArrayOutputStream cbor, String text) {
    cbor.write(0x60 + text.length());
    cbor.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void bytes(ByteArrayOutputStream cbor, byte[] bytes) {
    cbor.write(0x58);
    cbor.write(bytes.length);
    cbor.writeBytes(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
