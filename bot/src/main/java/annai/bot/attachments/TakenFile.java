package annai.bot.attachments;

import annai.bot.attachments.FileRefusedException.Reason;
import java.util.regex.Pattern;

/**
 * A file that may be kept: looked at, named, and without what it tells unasked.
 *
 * <p>What it is, its content says; a name or a header can only lead to a refusal. Pages, drawings,
 * scripts, programs and archives are refused.
 *
 * @param name clean, and ending as the kind does
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TakenFile(String name, FileKind kind, byte[] content) {

  private static final int BEGINNING = 8192;

  /** What a browser takes for a page (WHATWG MIME Sniffing), and drawings. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "\\A\\s*(?:<[?!]|<(?:[a-z]+:)?(?:svg|html|head|body|script|iframe|h1|div|font|table|a|style"
              + "|title|b|br|p|img|object|embed|xml|math|link|meta|form)(?:[\\s/>]|\\z))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern HEADER_FIELD =
      Pattern.compile("\\A(?:From [^\\n]*\\n)?[A-Za-z][A-Za-z0-9-]*:[^\\n]*\\n");

  private static final String[] ARCHIVES = {
    "PK\3\4",
    "PK\5\6",
    "PK\7\b",
    "Rar!",
    "7z\u00bc\u00af",
    "\u001f\u008b",
    "BZh",
    "\u00fd7zXZ",
    "(\u00b5/\u00fd",
    "MSCF",
    "\u001f\u009d",
    "LZIP",
    "xar!"
  };

  private static final String[] PROGRAMS = {
    "MZ", "\u007fELF", "\u00ca\u00fe\u00ba\u00be", "\u00cf\u00fa\u00ed\u00fe",
    "\u00ce\u00fa\u00ed\u00fe", "\u00fe\u00ed\u00fa", "\0asm", "L\0\0\0\1\u0014\2\0"
  };

  /**
   * Looks at a file.
   *
   * @param givenName as it was sent
   * @throws FileRefusedException when it is not taken
   */
  public static TakenFile of(String givenName, byte[] content) {
    if (content.length == 0) {
      throw new FileRefusedException(Reason.EMPTY, "The file is empty; expected one with content");
    }
    Bytes file = new Bytes(content);
    if (file.has(0, PngFile.SIGNATURE)) {
      return picture(givenName, FileKind.PNG, PngFile.read(file));
    }
    if (file.has(0, "\u00ff\u00d8\u00ff")) {
      return picture(givenName, FileKind.JPEG, JpegFile.read(file));
    }
    if (file.has(0, "GIF87a") || file.has(0, "GIF89a")) {
      return picture(
          givenName, FileKind.GIF, new Picture(file.twoReversed(6), file.twoReversed(8), content));
    }
    if (file.has(0, "RIFF") && file.has(8, "WEBP")) {
      return picture(givenName, FileKind.WEBP, WebpFile.read(file));
    }
    if (isHeic(file)) {
      return new TakenFile(FileName.clean(givenName, FileKind.HEIC), FileKind.HEIC, content);
    }
    if (file.has(0, "%PDF-")) {
      return new TakenFile(FileName.clean(givenName, FileKind.PDF), FileKind.PDF, content);
    }
    return text(givenName, file);
  }

  private static TakenFile picture(String givenName, FileKind kind, Picture picture) {
    return new TakenFile(FileName.clean(givenName, kind), kind, picture.content());
  }

  /** ISO/IEC 23008-12: the brand behind "ftyp". */
  private static boolean isHeic(Bytes file) {
    if (file.length() < 16 || !file.has(4, "ftyp")) {
      return false;
    }
    return switch (file.text(8, 4)) {
      case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1" -> true;
      default -> false;
    };
  }

  private static TakenFile text(String givenName, Bytes file) {
    if (isBinary(file)) {
      refuse(file, ARCHIVES, Reason.ARCHIVE, "Archives are not taken");
      refuse(file, PROGRAMS, Reason.PROGRAM, "Programs and scripts are not taken");
      throw refused(Reason.UNKNOWN_KIND, "This kind of file is not taken");
    }
    String beginning =
        file.text(0, Math.min(BEGINNING, file.length())).replace("\u00ef\u00bb\u00bf", "");
    if (FileName.isPage(givenName) || MARKUP.matcher(beginning).find()) {
      throw refused(Reason.PAGE, "Web pages and SVG drawings are not taken");
    }
    if (FileName.isProgram(givenName) || beginning.startsWith("#!")) {
      throw refused(Reason.PROGRAM, "Programs and scripts are not taken");
    }
    boolean mail = FileName.isMail(givenName) && HEADER_FIELD.matcher(beginning).find();
    FileKind kind = mail ? FileKind.MAIL : FileKind.TEXT;
    return new TakenFile(FileName.clean(givenName, kind), kind, file.content());
  }

  private static void refuse(Bytes file, String[] marks, Reason reason, String what) {
    for (String mark : marks) {
      if (file.has(0, mark)) {
        throw refused(reason, what);
      }
    }
  }

  /** Bytes that no text has in UTF-8, Shift_JIS, EUC-JP, ISO-2022-JP or ISO 8859. */
  private static boolean isBinary(Bytes file) {
    for (byte one : file.content()) {
      int b = one & 0xff;
      if (b < 0x20 && b != '\t' && b != '\n' && b != 0x0b && b != '\f' && b != '\r' && b != 0x1b) {
        return true;
      }
    }
    return false;
  }

  private static FileRefusedException refused(Reason reason, String what) {
    return new FileRefusedException(
        reason,
        what + "; expected a picture (PNG, JPEG, GIF, WebP, HEIC), a PDF, a text or a mail (.eml)");
  }

  /** The same file under the name of the so-manieth of its name, from 2. */
  public TakenFile numbered(int n) {
    return new TakenFile(FileName.numbered(name, n), kind, content);
  }

  @Override
  public String toString() {
    return "TakenFile[%s, %d bytes]".formatted(kind, content.length);
  }
}
