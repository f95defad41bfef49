package annai.bot.attachments;

import java.io.ByteArrayOutputStream;

/**
 * JPEG (ITU-T T.81): keeps the segments that make the picture, and which side is up.
 *
 * <p>Exif with place and time, XMP, IPTC, comments, other vendors' segments and whatever follows
 * the end, such as a second picture or a film, are left out.
 */
final class JpegFile {

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COMMENT = 0xfe;

  private final Bytes file;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private int orientation;
  private long width;
  private long height;

  private JpegFile(Bytes file) {
    this.file = file;
  }

  static Picture read(Bytes file) {
    return new JpegFile(file).read();
  }

  private Picture read() {
    boolean pixels = false;
    int at = 2;
    for (int marker = SOI; marker != EOI; ) {
      at = toMarker(at);
      if (at >= file.length()) {
        break;
      }
      marker = file.at(at++);
      if (marker != EOI && !standsAlone(marker)) {
        at = segment(marker, at);
        if (marker == SOS) {
          pixels = true;
          at = pixels(at);
        }
      }
    }
    if (!pixels) {
      throw Picture.broken();
    }
    return new Picture(width, height, whole());
  }

  /** The index of the marker's second byte; a file may end without a last marker. */
  private int toMarker(int from) {
    int at = from;
    if (at < file.length() && file.at(at) != 0xff) {
      throw Picture.broken();
    }
    while (at < file.length() && file.at(at) == 0xff) {
      at++;
    }
    return at;
  }

  private static boolean standsAlone(int marker) {
    return marker == 0x01 || (marker >= 0xd0 && marker <= SOI);
  }

  private int segment(int marker, int at) {
    int length = file.two(at);
    file.at(at + length - 1);
    if (length < 2) {
      throw Picture.broken();
    }
    if (isFrame(marker)) {
      height = file.two(at + 3);
      width = file.two(at + 5);
    }
    if (marker == APP1 && file.has(at + 2, "Exif\0\0")) {
      orientation = ExifOrientation.of(file, at + 8, at + length);
    }
    if (marker == APP0) {
      write(head, marker, at, length);
    } else if (isKept(marker, at)) {
      write(rest, marker, at, length);
    }
    return at + length;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private boolean isKept(int marker, int at) {
    return switch (marker) {
      case COMMENT -> false;
      case APP2 -> file.has(at + 2, "ICC_PROFILE\0");
      case APP14 -> file.has(at + 2, "Adobe");
      default -> marker < APP1 || marker > APP15;
    };
  }

  private void write(ByteArrayOutputStream out, int marker, int at, int length) {
    out.write(0xff);
    out.write(marker);
    out.write(file.content(), at, length);
  }

  /** Coded data runs to the next marker that is neither a stuffed byte nor a restart. */
  private int pixels(int from) {
    int at = from;
    while (at < file.length() && !(file.at(at) == 0xff && endsPixels(at + 1))) {
      at++;
    }
    rest.write(file.content(), from, at - from);
    return at;
  }

  private boolean endsPixels(int at) {
    if (at >= file.length()) {
      return true;
    }
    int next = file.at(at);
    return next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7);
  }

  private byte[] whole() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(file.length());
    whole.write(0xff);
    whole.write(SOI);
    whole.writeBytes(head.toByteArray());
    whole.writeBytes(ExifOrientation.segment(orientation));
    whole.writeBytes(rest.toByteArray());
    whole.write(0xff);
    whole.write(EOI);
    return whole.toByteArray();
  }
}
