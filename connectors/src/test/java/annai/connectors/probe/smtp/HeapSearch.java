package annai.connectors.probe.smtp;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Looks for a secret in everything that this JVM's heap holds, garbage included. */
final class HeapSearch {

  private static final int CHUNK = 1 << 20;

  private HeapSearch() {}

  /** How often each form of the secret is found; forms that are not are left out. */
  static Map<String, Integer> count(Path folder, Map<String, byte[]> forms) throws IOException {
    Path dump = folder.resolve("heap-" + System.nanoTime() + ".hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), false);
    try {
      return countIn(dump, forms);
    } finally {
      Files.delete(dump);
    }
  }

  /**
   * An ASCII password in all the forms in which it could have been left behind. Each is kept
   * inverted, and no other copy is made, so that the search does not find itself.
   */
  static Map<String, byte[]> forms(String userName, char[] password) {
    byte[] user = userName.getBytes(StandardCharsets.US_ASCII);
    byte[] alone = new byte[password.length];
    byte[] wide = new byte[2 * password.length];
    byte[] message = new byte[user.length + 2 + password.length];
    System.arraycopy(user, 0, message, 1, user.length);
    for (int i = 0; i < password.length; i++) {
      alone[i] = (byte) password[i];
      wide[2 * i] = (byte) password[i];
      message[user.length + 2 + i] = (byte) password[i];
    }
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("base64 alone", inverted(Base64.getEncoder().encode(alone), 0, 4));
    forms.put("base64 with the user name", inverted(Base64.getEncoder().encode(message), 24, 4));
    forms.put("utf-16", inverted(wide, 0, 1));
    forms.put("utf-8 or latin-1", inverted(alone, 0, 0));
    Arrays.fill(message, (byte) 0);
    return forms;
  }

  /** The bytes inverted, without so many at the beginning and the end; the original is zeroed. */
  private static byte[] inverted(byte[] bytes, int first, int last) {
    byte[] inverted = new byte[bytes.length - first - last];
    for (int i = 0; i < inverted.length; i++) {
      inverted[i] = (byte) ~bytes[first + i];
    }
    Arrays.fill(bytes, (byte) 0);
    return inverted;
  }

  private static Map<String, Integer> countIn(Path file, Map<String, byte[]> forms)
      throws IOException {
    Map<String, Integer> found = new TreeMap<>();
    int overlap = forms.values().stream().mapToInt(form -> form.length).max().orElse(1);
    byte[] window = new byte[CHUNK + overlap];
    int kept = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
      int count = in.readNBytes(window, 0, CHUNK);
      while (count > 0) {
        int end = kept + count;
        for (Map.Entry<String, byte[]> form : forms.entrySet()) {
          int hits = hits(window, end, form.getValue(), kept);
          if (hits > 0) {
            found.merge(form.getKey(), hits, Integer::sum);
          }
        }
        kept = Math.min(overlap - 1, end);
        System.arraycopy(window, end - kept, window, 0, kept);
        count = in.readNBytes(window, kept, CHUNK);
      }
    }
    return found;
  }

  /** Hits that end after what was looked at before. */
  private static int hits(byte[] window, int end, byte[] inverted, int seen) {
    int hits = 0;
    for (int i = Math.max(0, seen - inverted.length + 1); i <= end - inverted.length; i++) {
      if (matches(window, i, inverted)) {
        hits++;
      }
    }
    return hits;
  }

  private static boolean matches(byte[] window, int at, byte[] inverted) {
    for (int i = 0; i < inverted.length; i++) {
      if (window[at + i] != (byte) ~inverted[i]) {
        return false;
      }
    }
    return true;
  }
}
