package annai.bot.attachments;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/** WebP (RFC 9649): keeps the chunks that make the picture, and not EXIF and XMP. */
final class WebpFile {

  private static final Set<String> KEPT =
      Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");

  private static final int HEAD = 12;
  private static final int CHUNK_HEAD = 8;

  /** The flags of VP8X that say that EXIF and XMP are there. */
  private static final int METADATA = 0x0c;

  private WebpFile() {}

  static Picture read(Bytes file) {
    long end = Math.min(file.length(), file.fourReversed(4) + CHUNK_HEAD);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length());
    long[] size = {0, 0};
    int at = HEAD;
    while (at + CHUNK_HEAD <= end) {
      String type = file.text(at, 4);
      long length = file.fourReversed(at + 4);
      long padded = CHUNK_HEAD + length + (length & 1);
      if (at + CHUNK_HEAD + length > end) {
        throw Picture.broken();
      }
      if (KEPT.contains(type)) {
        measure(file, type, at + CHUNK_HEAD, size);
        kept.write(file.content(), at, (int) Math.min(padded, file.length() - at));
      }
      at += (int) Math.min(padded, end - at);
    }
    return new Picture(size[0], size[1], framed(kept.toByteArray()));
  }

  /** VP8X, which comes first, is the canvas; else the picture's own head tells. */
  private static void measure(Bytes file, String type, int at, long[] size) {
    if (size[0] > 0) {
      return;
    }
    switch (type) {
      case "VP8X" -> {
        size[0] = 1 + (file.fourReversed(at + 4) & 0xffffff);
        size[1] = 1 + (file.fourReversed(at + 6) >> 8);
      }
      case "VP8L" -> {
        long bits = file.fourReversed(at + 1);
        size[0] = 1 + (bits & 0x3fff);
        size[1] = 1 + (bits >> 14 & 0x3fff);
      }
      case "VP8 " -> {
        size[0] = file.twoReversed(at + 6) & 0x3fff;
        size[1] = file.twoReversed(at + 8) & 0x3fff;
      }
      default -> {
        // says nothing of the size
      }
    }
  }

  private static byte[] framed(byte[] chunks) {
    byte[] whole = new byte[HEAD + chunks.length];
    System.arraycopy(new byte[] {'R', 'I', 'F', 'F'}, 0, whole, 0, 4);
    int length = chunks.length + 4;
    for (int i = 0; i < 4; i++) {
      whole[4 + i] = (byte) (length >> (8 * i));
    }
    System.arraycopy(new byte[] {'W', 'E', 'B', 'P'}, 0, whole, 8, 4);
    System.arraycopy(chunks, 0, whole, HEAD, chunks.length);
    if (new Bytes(whole).has(HEAD, "VP8X")) {
      whole[HEAD + CHUNK_HEAD] &= ~METADATA;
    }
    return whole;
  }
}
