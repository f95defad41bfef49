package annai.bot.attachments;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Files as customers send them. */
public final class SampleFiles {

  private SampleFiles() {}

  /** A small picture of a kind that the JDK writes: png, jpg or gif. */
  public static byte[] picture(String format, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      image.setRGB(x, x % height, Color.ORANGE.getRGB());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A photograph as a phone takes it: on its side, with place, comment and a film behind it. */
  public static byte[] photograph(String secret) {
    byte[] plain = picture("jpg", 40, 30);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    byte[] tiff =
        join(
            new byte[] {
              'I',
              'I',
              42,
              0,
              8,
              0,
              0,
              0,
              2,
              0,
              0x25,
              (byte) 0x88,
              4,
              0,
              1,
              0,
              0,
              0,
              0,
              0,
              0,
              0,
              0x12,
              1,
              3,
              0,
              1,
              0,
              0,
              0,
              6,
              0,
              0,
              0,
              0,
              0,
              0,
              0
            },
            latin1("GPS " + secret));
    out.writeBytes(segment(0xe1, join(latin1("Exif\0\0"), tiff)));
    out.writeBytes(segment(0xe1, latin1("http://ns.adobe.com/xap/1.0/\0<x>" + secret + "</x>")));
    out.writeBytes(segment(0xed, latin1("Photoshop 3.0\0" + secret)));
    out.writeBytes(segment(0xfe, latin1("<script>" + secret + "</script>")));
    out.write(plain, 2, plain.length - 2);
    out.writeBytes(latin1("ftypmp42" + secret));
    return out.toByteArray();
  }

  /** A PNG that says more than it shows. */
  public static byte[] talkingPng(String secret) {
    byte[] plain = picture("png", 20, 10);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 33);
    out.writeBytes(chunk("tEXt", latin1("Comment\0" + secret)));
    out.writeBytes(chunk("eXIf", latin1("MM\0*" + secret)));
    out.write(plain, 33, plain.length - 33);
    out.writeBytes(latin1("<script>" + secret + "</script>"));
    return out.toByteArray();
  }

  /** A PNG of few bytes and as many pixels as asked for. */
  static byte[] hugePng(int width, int height) {
    byte[] png = picture("png", 20, 10);
    for (int i = 0; i < 4; i++) {
      png[16 + i] = (byte) (width >> (24 - 8 * i));
      png[20 + i] = (byte) (height >> (24 - 8 * i));
    }
    return png;
  }

  /** A lossless WebP of one pixel, with EXIF and XMP that hold the secret. */
  static byte[] talkingWebp(String secret) {
    byte[] vp8x = riffChunk("VP8X", new byte[] {0x0c, 0, 0, 0, 9, 0, 0, 4, 0, 0});
    byte[] vp8l =
        riffChunk(
            "VP8L",
            new byte[] {
              0x2f, 0, 0, 0, 0x10, 7, 0x10, 0x11, 0x11, (byte) 0x88, (byte) 0x88, (byte) 0xfe, 7, 0
            });
    byte[] body =
        join(
            join(latin1("WEBP"), vp8x),
            join(vp8l, join(riffChunk("EXIF", latin1(secret)), riffChunk("XMP ", latin1(secret)))));
    return riffChunk("RIFF", body);
  }

  private static byte[] riffChunk(String type, byte[] content) {
    byte[] length = new byte[4];
    for (int i = 0; i < 4; i++) {
      length[i] = (byte) (content.length >> (8 * i));
    }
    return join(
        join(latin1(type), length), content.length % 2 == 0 ? content : join(content, new byte[1]));
  }

  private static byte[] segment(int marker, byte[] content) {
    int length = content.length + 2;
    return join(
        new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, content);
  }

  private static byte[] chunk(String type, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(join(latin1(type), content));
    return join(
        join(number(content.length), latin1(type)), join(content, number((int) crc.getValue())));
  }

  private static byte[] number(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
