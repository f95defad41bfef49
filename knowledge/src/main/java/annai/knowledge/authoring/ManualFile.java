package annai.knowledge.authoring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a manual's bytes as text: size, signature, encoding. */
final class ManualFile {

  /** In bytes; the largest manuals known are below a tenth of it. */
  static final int MAX_BYTES = 5 * 1024 * 1024;

  /** The longest manuals known have a tenth of it; what has more is a log or a list. */
  static final int MAX_LINES = 20_000;

  private static final int LONGEST_LINE = 100_000;

  private static final Map<String, String> SIGNATURES =
      Map.of(
          "%PDF-", "a PDF document",
          "PK\u0003\u0004", "a ZIP archive or an office document",
          "\u0089PNG", "a PNG image",
          "\u00ff\u00d8\u00ff", "a JPEG image",
          "GIF8", "a GIF image",
          "\u001f\u008b", "gzip data",
          "\u007fELF", "a program",
          "\u00d0\u00cf\u0011\u00e0", "an old office document",
          "{\\rtf", "an RTF document");

  private ManualFile() {}

  /**
   * The text of a file.
   *
   * @throws ManualRefusedException when it is missing, no regular file, too large, empty or no text
   */
  static String read(Path path) {
    String name = "'" + path + "'";
    if (Files.isSymbolicLink(path) && !Files.exists(path)) {
      throw new ManualRefusedException(
          name + " is a link to a file that does not exist; expected a manual as a text file");
    }
    if (!Files.exists(path)) {
      throw new ManualRefusedException(name + " does not exist; expected a manual as a text file");
    }
    if (!Files.isRegularFile(path)) {
      throw new ManualRefusedException(
          name + " is no regular file; expected a manual as a text file");
    }
    try {
      if (Files.size(path) == 0) {
        throw new ManualRefusedException(name + " is empty; expected a manual as a text file");
      }
      if (Files.size(path) > MAX_BYTES) {
        throw tooLarge(name);
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw tooLarge(name);
        }
        return decode(name, bytes);
      }
    } catch (IOException e) {
      throw new ManualRefusedException(name + " can't be read; expected a readable text file");
    }
  }

  private static ManualRefusedException tooLarge(String name) {
    return new ManualRefusedException(
        name + " is larger than " + MAX_BYTES / 1024 / 1024 + " MB; expected a manual as text");
  }

  /** The text of a file's bytes; {@code name} is for the message. */
  static String decode(String name, byte[] bytes) {
    refuseSignature(name, bytes);
    String text =
        byMark(bytes)
            .or(() -> strictly(StandardCharsets.UTF_8, bytes))
            .or(() -> bestOf(bytes))
            .orElseThrow(() -> noText(name));
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (text.isBlank()) {
      throw new ManualRefusedException(name + " is empty; expected a manual as a text file");
    }
    refuseControls(name, text);
    long lines = text.lines().count();
    if (lines > MAX_LINES) {
      throw new ManualRefusedException(
          "%s has %d lines; expected a manual of at most %d".formatted(name, lines, MAX_LINES));
    }
    return text;
  }

  private static void refuseSignature(String name, byte[] bytes) {
    String start = new String(bytes, 0, Math.min(8, bytes.length), StandardCharsets.ISO_8859_1);
    SIGNATURES.forEach(
        (signature, what) -> {
          if (start.startsWith(signature)) {
            throw new ManualRefusedException(
                name + " is " + what + "; expected a manual as plain text, Markdown or HTML");
          }
        });
  }

  private static void refuseControls(String name, String text) {
    long controls =
        text.chars()
            .filter(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x0B)
            .count();
    boolean endless = text.lines().anyMatch(line -> line.length() > LONGEST_LINE);
    if (text.indexOf('\0') >= 0 || controls * 200 > text.length() || endless) {
      throw noText(name);
    }
  }

  private static ManualRefusedException noText(String name) {
    return new ManualRefusedException(
        name + " is not text; expected UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP");
  }

  private static Optional<String> byMark(byte[] bytes) {
    if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
      return strictly(StandardCharsets.UTF_16BE, bytes);
    }
    if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
      return strictly(StandardCharsets.UTF_16LE, bytes);
    }
    String ascii = new String(bytes, StandardCharsets.ISO_8859_1);
    if (ascii.contains("\u001b$B") || ascii.contains("\u001b$@")) {
      return strictly(Charset.forName("x-windows-iso2022jp"), bytes)
          .or(() -> strictly(Charset.forName("ISO-2022-JP"), bytes));
    }
    return Optional.empty();
  }

  private static Optional<String> strictly(Charset charset, byte[] bytes) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Of what is left, the reading that looks most like a text that somebody wrote. */
  private static Optional<String> bestOf(byte[] bytes) {
    String best = "";
    double bestScore = 0.2;
    for (String charset : List.of("UTF-8", "windows-31j", "EUC-JP", "windows-1252")) {
      String text = new String(bytes, Charset.forName(charset));
      double score = plausibility(text);
      if (score > bestScore) {
        best = text;
        bestScore = score;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static double plausibility(String text) {
    int foreign = 0;
    int likely = 0;
    int broken = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\uFFFD') {
        broken++;
      } else if (c >= 0x80) {
        foreign++;
        boolean kana = c >= 0x3001 && c <= 0x30FE;
        boolean typographic = (c >= 0x2013 && c <= 0x2026) || c == 0xA0 || c == 0xA9 || c == 0xAE;
        likely += kana || typographic ? 1 : 0;
      }
    }
    if (broken * 200 > text.length() || foreign == 0) {
      return foreign == 0 && broken == 0 ? 1 : 0;
    }
    return (double) (likely - 10 * broken) / foreign;
  }
}
