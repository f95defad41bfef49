package annai.connectors.ticket.jira;

import annai.connectors.ticket.jira.JiraSettings.Flavour;
import annai.connectors.ticket.rest.PlainText;
import annai.connectors.ticket.rest.Signature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Descriptions and comments in the form that a flavour of Jira has for them. */
record RichText(Flavour flavour) {

  /** Jira's own limit is 32,767 characters, of the markup in Data Center. */
  private static final int LONGEST = 32_000;

  /** A text too long for Jira is cut; its signature never is. */
  JsonNode of(String plain, Signature signature) {
    String text = PlainText.clean(plain);
    int room = LONGEST - signature.under("").length();
    return switch (flavour) {
      case CLOUD -> AtlassianDocument.of(signature.under(PlainText.cut(text, room)));
      case DATA_CENTER -> StringNode.valueOf(WikiText.escape(signature.under(fitting(text, room))));
    };
  }

  private static String fitting(String text, int room) {
    String fitting = text;
    int written = WikiText.escape(fitting).length();
    while (written > room) {
      fitting = PlainText.cut(text, (int) ((long) fitting.length() * room / written) - 8);
      written = WikiText.escape(fitting).length();
    }
    return fitting;
  }

  Signature.Signed read(JsonNode written) {
    return Signature.read(plain(written));
  }

  /** All of a text, whatever its last line looks like. */
  Signature.Signed unsigned(JsonNode written) {
    return new Signature.Signed(plain(written), null);
  }

  private String plain(JsonNode written) {
    if (written.isObject()) {
      return AtlassianDocument.plain(written);
    }
    String text = written.asString("");
    return switch (flavour) {
      case CLOUD -> text;
      case DATA_CENTER -> WikiText.plain(text);
    };
  }
}
