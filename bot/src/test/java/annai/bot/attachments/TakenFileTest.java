package annai.bot.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import annai.bot.attachments.FileRefusedException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TakenFileTest {

  private static final String SECRET = "35.6586N 139.7454E";

  @ParameterizedTest
  @CsvSource({"png,PNG", "jpg,JPEG", "gif,GIF"})
  void picture_named_asSomethingElse_isWhatItIs(String format, FileKind kind) {
    TakenFile file = TakenFile.of("invoice.exe", SampleFiles.picture(format, 12, 9));

    assertThat(file.kind()).isEqualTo(kind);
    assertThat(file.name()).isEqualTo("invoice.exe." + format);
    assertThat(file.kind().picture()).isTrue();
  }

  @Test
  void photograph_withPlaceAndComments_keepsThePictureAndItsSideOnly() throws IOException {
    byte[] given = SampleFiles.photograph(SECRET);

    TakenFile file = TakenFile.of("IMG_0001.JPG", given);

    assertThat(file.name()).isEqualTo("IMG_0001.JPG");
    assertThat(latin1(given)).contains(SECRET);
    assertThat(latin1(file.content())).doesNotContain(SECRET, "script", "GPS");
    assertThat(HexFormat.of().formatHex(file.content())).contains("0112000300000001" + "0006");
    assertSamePixels(given, file.content());
    assertThat(TakenFile.of("again.jpg", file.content()).content()).isEqualTo(file.content());
  }

  @Test
  void png_withTexts_keepsThePictureOnly() throws IOException {
    byte[] given = SampleFiles.talkingPng(SECRET);

    TakenFile file = TakenFile.of("screen.png", given);

    assertThat(latin1(file.content())).doesNotContain(SECRET, "script", "tEXt", "eXIf");
    assertSamePixels(given, file.content());
  }

  @Test
  void webp_withPlace_keepsThePictureOnly() {
    TakenFile file = TakenFile.of("screen.webp", SampleFiles.talkingWebp(SECRET));

    assertThat(file.kind()).isEqualTo(FileKind.WEBP);
    assertThat(latin1(file.content())).doesNotContain(SECRET, "EXIF", "XMP ").contains("VP8L");
    assertThat(file.content()[20]).as("flags").isZero();
    assertThat(file.content()[4]).as("length").isEqualTo((byte) (file.content().length - 8));
  }

  @ParameterizedTest
  @CsvSource({"100000,10", "10,100000", "20000,20000"})
  void picture_ofAbsurdSize_isRefusedUndecoded(int width, int height) {
    assertRefused("bomb.png", SampleFiles.hugePng(width, height), Reason.TOO_MANY_PIXELS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void picture_thatIsDamaged_isRefusedOrTakenButNeverAnError(String format) {
    byte[] whole = SampleFiles.picture(format, 30, 20);
    Random random = new Random(7);
    for (int length = 1; length < whole.length; length++) {
      takenOrRefused(Arrays.copyOf(whole, length));
    }
    for (int n = 0; n < 2_000; n++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      takenOrRefused(damaged);
    }
    assertRefused("cut", Arrays.copyOf(whole, 30), Reason.BROKEN);
  }

  private static void takenOrRefused(byte[] content) {
    try {
      assertThat(TakenFile.of("x", content).content()).isNotEmpty();
    } catch (FileRefusedException e) {
      assertThat(e.getMessage()).contains("expected");
    }
  }

  @Test
  void heicAndPdf_areTakenAndNeverShown() {
    TakenFile heic =
        TakenFile.of("photo", SampleFiles.latin1("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"));
    TakenFile pdf = TakenFile.of("bill.pdf", SampleFiles.latin1("%PDF-1.7\n<script>"));

    assertThat(heic.name()).isEqualTo("photo.heic");
    assertThat(heic.kind().picture()).isFalse();
    assertThat(pdf.name()).isEqualTo("bill.pdf");
    assertThat(pdf.kind().picture()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "Shift_JIS", "EUC-JP", "ISO-2022-JP"})
  void text_inAnyUsualEncoding_isTakenAsIs(String charset) {
    byte[] words = "送信できません。\r\n550 Relaying denied".getBytes(Charset.forName(charset));

    TakenFile file = TakenFile.of("エラー.txt", words);

    assertThat(file.kind()).isEqualTo(FileKind.TEXT);
    assertThat(file.name()).isEqualTo("エラー.txt");
    assertThat(file.content()).isEqualTo(words);
  }

  @Test
  void mail_withHeaderAndName_isAMail() {
    String mail = "Received: from x\r\nSubject: hi\r\n\r\n<html><script>alert(1)</script></html>";

    assertThat(TakenFile.of("a.eml", bytes(mail)).kind()).isEqualTo(FileKind.MAIL);
    assertThat(TakenFile.of("a.txt", bytes(mail)).kind()).isEqualTo(FileKind.TEXT);
    assertThat(TakenFile.of("a.eml", bytes("hello")).name()).isEqualTo("a.eml.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "\ufeff  <?xml version='1.0'?><svg/>",
        "<!-- hi --><html><script>alert(1)</script>",
        "<!DOCTYPE html><p>",
        "\n\n<script>alert(1)</script>",
        "<svg:svg xmlns:svg='x'/>",
        "<IMG SRC=x onerror=alert(1)>"
      })
  void page_underAnyName_isRefused(String page) {
    assertRefused("screen.png", bytes(page), Reason.PAGE);
    assertRefused("screen.txt", bytes(page), Reason.PAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "'x.svg',PAGE",
    "'x.html',PAGE",
    "'x.xhtml ',PAGE",
    "'x.js',PROGRAM",
    "'x.bat',PROGRAM",
    "'x.txt.vbs',PROGRAM",
    "'a/b\\x.ps1.',PROGRAM"
  })
  void text_namedAsPageOrProgram_isRefused(String name, Reason reason) {
    assertRefused(name, bytes("harmless"), reason);
  }

  @Test
  void archivesProgramsAndOthers_areRefusedWithWhatIsTaken() {
    assertRefused("a.zip", SampleFiles.latin1("PK\3\4\0\0"), Reason.ARCHIVE);
    assertRefused("a.png", SampleFiles.latin1("\u001f\u008b\b\0"), Reason.ARCHIVE);
    assertRefused("a.png", SampleFiles.latin1("MZ\u0090\0\3"), Reason.PROGRAM);
    assertRefused("a.txt", bytes("#!/bin/sh\nrm -rf /"), Reason.PROGRAM);
    assertRefused("a.txt", SampleFiles.latin1("\0\1\2"), Reason.UNKNOWN_KIND);
    assertRefused("a.bmp", SampleFiles.latin1("BM\0\0"), Reason.UNKNOWN_KIND);
    assertRefused("a.txt", new byte[0], Reason.EMPTY);
  }

  @Test
  void name_withFoldersControlsAndReversals_isCleaned() {
    byte[] text = bytes("x");

    assertThat(TakenFile.of("../../etc/passwd", text).name()).isEqualTo("passwd.txt");
    assertThat(TakenFile.of("C:\\Users\\me\\a.txt", text).name()).isEqualTo("a.txt");
    assertThat(TakenFile.of("a\u202etxt.exe\u0000\r\nX: y.txt", text).name())
        .isEqualTo("atxt.exeX: y.txt");
    assertThat(TakenFile.of("  .htaccess ", text).name()).isEqualTo("htaccess.txt");
    assertThat(TakenFile.of("", text).name()).isEqualTo("file.txt");
    assertThat(TakenFile.of("con.txt", text).name()).isEqualTo("_con.txt");
    assertThat(TakenFile.of("\ud800a.txt", text).name()).isEqualTo("a.txt");
    assertThat(TakenFile.of("は\u3099.txt", text).name()).isEqualTo("ば.txt");
    assertThat(TakenFile.of("😀".repeat(400) + ".txt", text).name())
        .isEqualTo("😀".repeat(120) + ".txt");
    assertThat(TakenFile.of("a.b.txt", text).numbered(2).name()).isEqualTo("a.b (2).txt");
  }

  private static void assertRefused(String name, byte[] content, Reason reason) {
    assertThatExceptionOfType(FileRefusedException.class)
        .as("%s as %s", name, reason)
        .isThrownBy(() -> TakenFile.of(name, content))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .withMessageContaining("expected");
  }

  private static void assertSamePixels(byte[] before, byte[] after) throws IOException {
    var first = ImageIO.read(new ByteArrayInputStream(before));
    var second = ImageIO.read(new ByteArrayInputStream(after));
    assertThat(second.getWidth()).isEqualTo(first.getWidth());
    assertThat(second.getHeight()).isEqualTo(first.getHeight());
    for (int x = 0; x < first.getWidth(); x++) {
      for (int y = 0; y < first.getHeight(); y++) {
        assertThat(second.getRGB(x, y)).isEqualTo(first.getRGB(x, y));
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String latin1(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }
}
