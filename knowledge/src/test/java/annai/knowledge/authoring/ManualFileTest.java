package annai.knowledge.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManualFileTest {

  private static final String TEXT = "１．１ Outlook の設定を確認します。ポート番号は「587」です。";

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "Shift_JIS", "windows-31j", "EUC-JP", "ISO-2022-JP", "UTF-16"})
  void japaneseText_inAnyEncoding_isRead(String charset) throws IOException {
    Path file = Files.write(folder.resolve("m.txt"), TEXT.getBytes(Charset.forName(charset)));

    assertThat(ManualFile.read(file)).isEqualTo(TEXT);
  }

  @Test
  void englishText_inWindowsEncoding_isRead() throws IOException {
    String text = "Click “OK” – don’t close the window.";
    Path file =
        Files.write(folder.resolve("m.txt"), text.getBytes(Charset.forName("windows-1252")));

    assertThat(ManualFile.read(file)).isEqualTo(text);
  }

  @Test
  void oneBrokenByte_inLongText_isTolerated() throws IOException {
    byte[] bytes = TEXT.repeat(30).getBytes(StandardCharsets.UTF_8);
    bytes[1] = (byte) 0xFF;
    Path file = Files.write(folder.resolve("m.txt"), bytes);

    assertThat(ManualFile.read(file)).contains(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n\t\r\n", "a\0b", "%PDF-1.7 x", "PK\u0003\u0004zip", "GIF89a"})
  void noText_read_isRefused(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("m.txt"), content);

    assertThatThrownBy(() -> ManualFile.read(file))
        .isInstanceOf(ManualRefusedException.class)
        .hasMessageContaining("m.txt")
        .hasMessageContaining("expected");
  }

  @Test
  void randomBytes_read_areRefused() throws IOException {
    byte[] bytes = new byte[4000];
    new java.util.Random(7).nextBytes(bytes);
    Path file = Files.write(folder.resolve("m.bin"), bytes);

    assertThatThrownBy(() -> ManualFile.read(file)).isInstanceOf(ManualRefusedException.class);
  }

  @Test
  void largeFile_read_isRefusedBeforeItIsRead() throws IOException {
    Path file = folder.resolve("large.md");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(50L * 1024 * 1024);
    }

    assertThatThrownBy(() -> ManualFile.read(file)).hasMessageContaining("larger than 5 MB");
  }

  @Test
  void missingFileAndFolder_read_areRefused() {
    assertThatThrownBy(() -> ManualFile.read(folder.resolve("none")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> ManualFile.read(folder)).hasMessageContaining("no regular file");
  }

  @Test
  void moreLinesThanAnyManual_decoded_isRefused() {
    byte[] bytes = "# 1.1 Outlook\n".repeat(60_000).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> ManualFile.decode("m", bytes))
        .isInstanceOf(ManualRefusedException.class)
        .hasMessageContaining("60000 lines");
  }
}
