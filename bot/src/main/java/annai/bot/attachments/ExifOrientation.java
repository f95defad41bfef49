package annai.bot.attachments;

/** Which side of a photograph is up: the one thing of Exif (CIPA DC-008) that is kept. */
final class ExifOrientation {

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int MAX_ENTRIES = 400;
  private static final byte[] NOTHING = new byte[0];

  private ExifOrientation() {}

  /**
   * Reads it from a TIFF structure; 0 where it doesn't say, or is damaged.
   *
   * @param from where the structure begins
   * @param to where it ends
   */
  static int of(Bytes file, int from, int to) {
    boolean reversed = file.has(from, "II*\0");
    if (to - from < 14 || (!reversed && !file.has(from, "MM\0*"))) {
      return 0;
    }
    long directory = from + (reversed ? file.fourReversed(from + 4) : file.four(from + 4));
    if (directory < from || directory + 2 > to) {
      return 0;
    }
    int at = (int) directory;
    int entries = Math.min(MAX_ENTRIES, reversed ? file.twoReversed(at) : file.two(at));
    for (int entry = at + 2; entries-- > 0 && entry + 12 <= to; entry += 12) {
      int tag = reversed ? file.twoReversed(entry) : file.two(entry);
      int type = reversed ? file.twoReversed(entry + 2) : file.two(entry + 2);
      if (tag == TAG && type == SHORT) {
        int value = reversed ? file.twoReversed(entry + 8) : file.two(entry + 8);
        return value >= 1 && value <= 8 ? value : 0;
      }
    }
    return 0;
  }

  /** An Exif segment that says this and nothing else; none for upright pictures. */
  static byte[] segment(int orientation) {
    if (orientation < 2) {
      return NOTHING;
    }
    return new byte[] {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      SHORT,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
  }
}
