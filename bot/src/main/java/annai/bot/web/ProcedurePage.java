package annai.bot.web;

import annai.bot.sketch.Markup;
import annai.bot.wording.ProcedureText;
import annai.bot.wording.StepPlace;
import annai.bot.wording.StepPlace.Phase;
import annai.knowledge.Language;
import annai.knowledge.MailClient;
import annai.knowledge.Note;
import annai.knowledge.Procedure;
import annai.knowledge.Provider;
import annai.knowledge.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages of procedures, in one language, of one revision; readable without a script. */
final class ProcedurePage {

  private final ProcedureText text;
  private final Language language;

  ProcedurePage(ProcedureText text) {
    this.text = text;
    this.language = text.language();
  }

  /** All mail clients that have a procedure. */
  String list() {
    Markup page = begin(text.words("page.list"), "");
    languages(page, "procedures?language=", "");
    page.element("h1", text.words("page.list"));
    page.element("p", text.words("page.list-lead"), "class", "lead");
    names(page, "procedures/");
    return end(page);
  }

  /** For an address that leads nowhere. */
  String missing() {
    Markup page = begin(text.words("page.missing"), "../");
    page.element("h1", text.words("page.missing"));
    page.element("p", text.words("page.missing-lead"), "class", "lead");
    names(page, "");
    return end(page);
  }

  /**
   * A whole procedure; empty when there is none.
   *
   * @param revision as asked for, kept in the links
   */
  Optional<String> procedure(String mailClient, Language screen, String revision) {
    return text.library()
        .procedure(mailClient)
        .map(found -> procedure(found, mailClient, screen, revision));
  }

  private String procedure(
      Procedure procedure, String mailClient, Language screen, String revision) {
    String title = text.words("page.title", Map.of("mail-client", text.name(mailClient)));
    Markup page = begin(title, "../");
    String kept = revision.isEmpty() ? "" : "&revision=" + revision;
    languages(page, mailClient + "?language=", "&screen=" + screen.tag() + kept);
    page.element("h1", title);
    page.element("p", text.words("page.lead"), "class", "lead");
    values(page);
    screens(page, mailClient + "?language=" + language.tag() + kept + "&screen=", screen);
    for (Phase phase : Phase.values()) {
      phase(page, mailClient, phase, screen);
    }
    notes(page, procedure.notes());
    return end(page);
  }

  private void values(Markup page) {
    Provider.MailServer smtp = text.library().provider().smtp();
    page.open("section", "class", "card values").element("h2", text.words("page.values"));
    page.open("dl", "class", "settings");
    value(page, "page.host", smtp.host());
    value(page, "page.port", Integer.toString(smtp.port()));
    value(page, "page.security", smtp.security().label(language));
    value(page, "page.user-name", text.library().provider().userName().in(language));
    page.close().close();
  }

  private void value(Markup page, String key, String value) {
    page.element("dt", text.words(key)).open("dd");
    page.element("span", value, "class", "value").close();
  }

  private void phase(Markup page, String mailClient, Phase phase, Language screen) {
    List<Step> steps = text.steps(mailClient, phase);
    if (steps.isEmpty()) {
      return;
    }
    page.open("section").element("h2", text.words("page." + phase.id()));
    page.open("ol", "class", phase == Phase.CHECK ? "steps question" : "steps");
    for (Step step : steps) {
      step(page, new StepPlace(mailClient, phase, step.id()), step, screen);
    }
    page.close().close();
  }

  private void step(Markup page, StepPlace place, Step step, Language screen) {
    page.open("li", "class", "card step", "id", place.phase().id() + "-" + step.id());
    page.open("p", "class", "step-text");
    for (ProcedureText.Span span : text.spans(step)) {
      switch (span.kind()) {
        case WORDS -> page.text(span.text());
        case CONTROL -> page.element("b", span.text(), "class", "control");
        case VALUE -> page.element("b", span.text(), "class", "value");
      }
    }
    page.close();
    if (!step.controls().isEmpty()) {
      Map<String, Object> shown = text.shown(place, step, screen);
      page.open(
          "img",
          "class",
          "sketch",
          "src",
          "../" + shown.get("address") + "&screen=" + screen.tag(),
          "alt",
          String.valueOf(shown.get("text")),
          "width",
          String.valueOf(shown.get("width")),
          "height",
          String.valueOf(shown.get("height")));
    }
    page.close();
  }

  private void notes(Markup page, List<Note> notes) {
    if (notes.isEmpty()) {
      return;
    }
    page.open("section", "class", "notes").element("h2", text.words("page.notes"));
    for (Note note : notes) {
      page.open("p");
      if (note.kind() == Note.Kind.END_OF_SUPPORT) {
        page.element("strong", text.words("page.end-of-support")).text(" ");
      }
      if (note.date() != null) {
        page.element("time", note.date().toString(), "datetime", note.date()).text(" ");
      }
      page.text(text.plain(note.text().in(language))).close();
    }
    page.close();
  }

  private void languages(Markup page, String before, String after) {
    page.open("nav", "class", "switch", "aria-label", text.words("page.language"));
    for (Language each : Language.values()) {
      String name = each == Language.JA ? "日本語" : "English";
      choice(page, before + each.tag() + after, name, each == language, each);
    }
    page.close();
  }

  private void screens(Markup page, String before, Language screen) {
    page.open("nav", "class", "switch screens", "aria-label", text.words("page.screen"));
    for (Language each : Language.values()) {
      String name = text.words("page.screen." + each.tag());
      choice(page, before + each.tag(), name, each == screen, language);
    }
    page.close();
  }

  private static void choice(
      Markup page, String address, String name, boolean chosen, Language lang) {
    if (chosen) {
      page.element("a", name, "href", address, "lang", lang.tag(), "aria-current", "true");
    } else {
      page.element("a", name, "href", address, "lang", lang.tag());
    }
  }

  private void names(Markup page, String before) {
    page.open("ul", "class", "names");
    for (MailClient client : text.library().mailClients()) {
      String address = before + client.id() + "?language=" + language.tag();
      page.open("li").element("a", client.name().in(language), "href", address).close();
    }
    page.close();
  }

  private Markup begin(String title, String root) {
    Markup page = new Markup();
    page.open("html", "lang", language.tag()).open("head").open("meta", "charset", "utf-8");
    page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.open("meta", "name", "color-scheme", "content", "light dark");
    page.element("title", title + " - " + text.library().provider().name().in(language));
    page.open("link", "rel", "icon", "href", root + "img/annai.svg", "type", "image/svg+xml");
    page.open("link", "rel", "stylesheet", "href", root + "css/annai.css");
    page.open("link", "rel", "stylesheet", "href", root + "css/procedures.css");
    page.close().open("body", "class", "procedures").open("main");
    page.open("nav", "class", "trail");
    page.element("a", text.words("page.chat"), "href", root + "chat");
    if (!root.isEmpty()) {
      String all = root + "procedures?language=" + language.tag();
      page.element("a", text.words("page.all"), "href", all);
    }
    return page.close();
  }

  private static String end(Markup page) {
    return "<!doctype html>\n" + page.close().close().close().markup();
  }
}
