package annai.bot.web;

import annai.bot.sketch.Markup;
import annai.bot.wording.LetterPageText;

/** The page that ends a conversation's letters, in one language; it needs no script. */
final class LetterPage {

  private final LetterPageText text;

  LetterPage(LetterPageText text) {
    this.text = text;
  }

  /** With the button. */
  String ask() {
    Markup page = begin();
    page.element("p", text.words("letter.page-ask"), "class", "lead");
    page.open("form", "method", "post");
    page.element("button", text.words("letter.page-button"), "class", "primary").close();
    return end(page);
  }

  /** It is so. */
  String done() {
    return said("letter.page-done");
  }

  /** The link leads to no conversation. */
  String gone() {
    return said("letter.page-gone");
  }

  private String said(String key) {
    Markup page = begin();
    page.element("p", text.words(key), "class", "lead", "role", "status");
    page.open("p").element("a", text.words("page.chat"), "href", "../chat").close();
    return end(page);
  }

  private Markup begin() {
    Markup page = new Markup();
    page.open("html", "lang", text.language().tag()).open("head").open("meta", "charset", "utf-8");
    page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.open("meta", "name", "color-scheme", "content", "light dark");
    page.open("meta", "name", "robots", "content", "noindex");
    page.element("title", text.words("letter.page-title") + " - " + text.provider());
    page.open("link", "rel", "icon", "href", "../img/annai.svg", "type", "image/svg+xml");
    page.open("link", "rel", "stylesheet", "href", "../css/annai.css");
    page.open("link", "rel", "stylesheet", "href", "../css/procedures.css");
    page.close().open("body", "class", "procedures").open("main");
    return page.element("h1", text.words("letter.page-title"));
  }

  private static String end(Markup page) {
    return "<!doctype html>\n" + page.close().close().close().markup();
  }
}
