package annai.bot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook as Jira signs it. */
public record SignedHook(String id, String text, Map<String, String> headers) {

  /** The bytes that are signed. */
  public byte[] body() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** With an identifier of its own. */
  public static SignedHook of(String secret, String body) {
    return of(secret, UUID.randomUUID().toString(), body);
  }

  public static SignedHook of(String secret, String id, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("X-Hub-Signature", "sha256=" + HexFormat.of().formatHex(sign(secret, bytes)));
    headers.put("X-Atlassian-Webhook-Identifier", id);
    return new SignedHook(id, body, headers);
  }

  /** The same body, as if it were another delivery. */
  public SignedHook underAnotherId() {
    Map<String, String> renamed = new TreeMap<>(headers);
    String other = UUID.randomUUID().toString();
    renamed.put("X-Atlassian-Webhook-Identifier", other);
    return new SignedHook(other, text, renamed);
  }

  /** With its first small letter changed. */
  public SignedHook tampered() {
    return new SignedHook(id, text.replaceFirst("[a-y]", "z"), headers);
  }

  /** A body of Jira, made now. */
  public static String jira(String event, String key, String author, long timestamp, String more) {
    return """
        {"timestamp": %d, "webhookEvent": "%s", "user": {"accountId": "%s", "displayName": "%s"},
         "issue": {"id": "10001", "key": "%s", "fields": {"labels": []}}%s}
        """
        .formatted(timestamp, event, author, author.toUpperCase(Locale.ROOT), key, more);
  }

  private static byte[] sign(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
