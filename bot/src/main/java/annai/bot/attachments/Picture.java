package annai.bot.attachments;

import annai.bot.attachments.FileRefusedException.Reason;

/**
 * A picture without what it tells beside the picture.
 *
 * @param content whole, to be kept
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Picture(long width, long height, byte[] content) {

  private static final long MAX_SIDE = 30_000;
  private static final long MAX_PIXELS = 100_000_000;

  Picture {
    if (width < 1 || height < 1) {
      throw broken();
    }
    if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
      throw new FileRefusedException(
          Reason.TOO_MANY_PIXELS,
          "The picture has %d x %d pixels; expected at most 100 million, and 30,000 a side"
              .formatted(width, height));
    }
  }

  static FileRefusedException broken() {
    return new FileRefusedException(
        Reason.BROKEN, "The picture is damaged; expected a whole PNG, JPEG, GIF or WebP file");
  }
}
