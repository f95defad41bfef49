package annai.connectors.ticket.redmine;

import annai.connectors.ticket.redmine.RedmineSettings.TextFormatting;
import annai.connectors.ticket.rest.PlainText;
import annai.connectors.ticket.rest.Signature;

/** Descriptions and notes as Redmine takes them, with a signature under them. */
record RedmineText(TextFormatting formatting) {

  String of(String plain, Signature signature) {
    return written(signature.under(PlainText.clean(plain)));
  }

  /** With an address below it that Redmine makes a link of. */
  String withLink(String title, String address, Signature signature) {
    return written(PlainText.summary(title)) + "\n" + signature.under(address);
  }

  private String written(String text) {
    return switch (formatting) {
      case MARKUP -> TypedText.write(text);
      case NONE -> text;
    };
  }

  /** What we wrote. */
  Signature.Signed read(String written) {
    String text = asStored(written);
    Signature.Signed signed =
        Signature.read(
            switch (formatting) {
              case MARKUP -> TypedText.read(text);
              case NONE -> text;
            });
    return signed.signature() == null ? unsigned(written) : signed;
  }

  /** What somebody else wrote. */
  static Signature.Signed unsigned(String written) {
    return new Signature.Signed(asStored(written), null);
  }

  private static String asStored(String written) {
    return written.replace("\r\n", "\n");
  }
}
