package annai.bot.web;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/** A text as a QR code in SVG: dark on white, with its quiet zone. */
final class QrCode {

  private static final Map<EncodeHintType, Object> HINTS = Map.of(EncodeHintType.MARGIN, 2);

  private QrCode() {}

  static String svg(String text) {
    BitMatrix dots = encode(text);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < dots.getHeight(); y++) {
      for (int x = 0; x < dots.getWidth(); x++) {
        if (dots.get(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" shape-rendering="crispEdges">\
        <rect width="%1$d" height="%2$d" fill="#fff"/><path d="%3$s" fill="#000"/></svg>
        """
        .formatted(dots.getWidth(), dots.getHeight(), path);
  }

  private static BitMatrix encode(String text) {
    try {
      return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, HINTS);
    } catch (WriterException e) {
      throw new IllegalArgumentException("No QR code can hold the text", e);
    }
  }
}
