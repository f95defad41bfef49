package annai.bot.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks in files for secrets, in every form in which one could have been left behind. */
final class SecretSearch {

  private static final int CHUNK = 1 << 20;

  private final @Nullable List<Form>[] byFirstTwoBytes;
  private int longest;

  @SuppressWarnings({"unchecked", "rawtypes"})
  SecretSearch() {
    this.byFirstTwoBytes = new List[1 << 16];
  }

  private static final class Form {
    private final String name;
    private final byte[] bytes;

    Form(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }
  }

  /** Adds the secret alone. */
  void add(String name, String secret) {
    byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
    add(name + " utf-8", utf8);
    add(name + " utf-16le", secret.getBytes(StandardCharsets.UTF_16LE));
    add(name + " utf-16be", secret.getBytes(StandardCharsets.UTF_16BE));
    add(name + " hex", ascii(HexFormat.of().formatHex(utf8)));
    String escaped = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    if (!escaped.equals(secret)) {
      add(name + " url-encoded", ascii(escaped));
    }
    for (int before = 0; before < 3; before++) {
      add(name + " base64 at " + before, base64(utf8, before));
    }
  }

  /** What is the same in the base64 of any text that holds the secret at this offset (mod 3). */
  private static byte[] base64(byte[] secret, int before) {
    byte[] shifted = new byte[before + secret.length];
    System.arraycopy(secret, 0, shifted, before, secret.length);
    byte[] encoded = Base64.getEncoder().withoutPadding().encode(shifted);
    return Arrays.copyOfRange(encoded, (8 * before + 5) / 6, 8 * shifted.length / 6);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void add(String name, byte[] bytes) {
    int key = key(bytes, 0);
    List<Form> forms = byFirstTwoBytes[key];
    if (forms == null) {
      forms = new ArrayList<>();
      byFirstTwoBytes[key] = forms;
    }
    forms.add(new Form(name, bytes));
    longest = Math.max(longest, bytes.length);
  }

  private static int key(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  /** How often each form is in the file, or in the files of the folder. */
  Map<String, Integer> count(Path place) throws IOException {
    Map<String, Integer> found = new TreeMap<>();
    try (var files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        countIn(file, found);
      }
    }
    return found;
  }

  private void countIn(Path file, Map<String, Integer> found) throws IOException {
    byte[] window = new byte[CHUNK + longest];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      int count = in.readNBytes(window, 0, CHUNK);
      while (count > 0) {
        int end = kept + count;
        boolean last = count < CHUNK;
        int limit = last ? end - 1 : end - longest;
        for (int i = 0; i < limit; i++) {
          countAt(window, i, end, found);
        }
        kept = Math.max(0, end - Math.max(0, limit));
        System.arraycopy(window, end - kept, window, 0, kept);
        count = last ? 0 : in.readNBytes(window, kept, CHUNK);
      }
    }
  }

  private void countAt(byte[] window, int at, int end, Map<String, Integer> found) {
    List<Form> forms = byFirstTwoBytes[key(window, at)];
    if (forms == null) {
      return;
    }
    for (Form form : forms) {
      int until = at + form.bytes.length;
      if (until <= end && Arrays.equals(window, at, until, form.bytes, 0, form.bytes.length)) {
        found.merge(form.name, 1, Integer::sum);
      }
    }
  }
}
