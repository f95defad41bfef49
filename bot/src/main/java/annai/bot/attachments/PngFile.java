package annai.bot.attachments;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/** PNG (W3C PNG, third edition): keeps the chunks that make the picture, and no other. */
final class PngFile {

  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

  private static final Set<String> KEPT =
      Set.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT",
          "bKGD", "pHYs", "acTL", "fcTL", "fdAT");

  private static final int FRAME = 12;

  private PngFile() {}

  static Picture read(Bytes file) {
    int at = SIGNATURE.length();
    if (!file.has(at + 4, "IHDR") || file.four(at) != 13) {
      throw Picture.broken();
    }
    long width = file.four(at + 8);
    long height = file.four(at + 12);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length());
    kept.write(file.content(), 0, at);
    boolean pixels = false;
    for (String type = ""; !type.equals("IEND"); ) {
      long length = file.four(at) + FRAME;
      type = file.text(at + 4, 4);
      if (length > file.length() - at) {
        throw Picture.broken();
      }
      pixels |= type.equals("IDAT");
      if (KEPT.contains(type)) {
        kept.write(file.content(), at, (int) length);
      }
      at += (int) length;
    }
    if (!pixels) {
      throw Picture.broken();
    }
    return new Picture(width, height, kept.toByteArray());
  }
}
