package annai.bot.sketch;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A drawing as a reader of SVG takes it: refused unless it is well-formed. */
record SketchReading(Document document) {

  static SketchReading of(Sketch sketch) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return new SketchReading(
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(sketch.svg()))));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("Not well-formed: " + sketch.svg(), e);
    }
  }

  List<Element> elements(String name) {
    NodeList nodes = document.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  List<Element> ofClass(String name, String look) {
    return elements(name).stream()
        .filter(element -> List.of(element.getAttribute("class").split(" ", -1)).contains(look))
        .toList();
  }

  /** The lines of text without blanks, one after the other: a wrapped label is whole in it. */
  String words() {
    StringBuilder words = new StringBuilder();
    elements("text").forEach(text -> words.append(text.getTextContent()));
    return words.toString().replace(" ", "");
  }

  /** The texts that reach beyond the drawing, or beyond the frame that they begin in. */
  List<String> overflowing() {
    return elements("text").stream()
        .filter(text -> !text.getAttribute("class").equals("number"))
        .filter(this::overflows)
        .map(Element::getTextContent)
        .toList();
  }

  private boolean overflows(Element text) {
    String look = text.getAttribute("class");
    boolean title = look.contains("title") || look.contains("quiet");
    double width = TextMeasure.width(text.getTextContent(), title ? 14 : 15);
    double x = number(text, "x") - (look.contains("middle") ? width / 2 : 0);
    double y = number(text, "y") - 5;
    double right = Canvas.WIDTH - 4;
    for (Element box : elements("rect")) {
      boolean holds =
          number(box, "x") <= number(text, "x")
              && number(text, "x") <= number(box, "x") + number(box, "width")
              && number(box, "y") <= y
              && y <= number(box, "y") + number(box, "height");
      if (holds) {
        right = Math.min(right, number(box, "x") + number(box, "width"));
      }
    }
    double bottom = number(document.getDocumentElement(), "height");
    return x < 4 || x + width > right || y < 8 || y > bottom - 8;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
