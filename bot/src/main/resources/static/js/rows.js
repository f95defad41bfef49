/** Rows of the transcript as elements. */

import { fileRow } from "./attachments.js";
import { copyButton, element, icon, paragraphs } from "./dom.js";
import { fill, labels, listed } from "./labels.js";
import { pageLink, sketch } from "./sketch.js";

/** A rating from 1 to 5, to look at. */
export const stars = (score) => "★".repeat(score) + "☆".repeat(5 - score);

/**
 * Draws rows in the language of the page. `actions` is what a row may do: choose, checkLogin,
 * rate, qrCode, open and picture of a file, and labelOf a choice that was not offered.
 */
export class RowPainter {
  constructor(language, actions) {
    this.language = language;
    this.actions = actions;
  }

  get words() {
    return labels(this.language);
  }

  /** The element of a row; null for one that shows nothing by itself. */
  paint(row) {
    const node = this.#draw(row);
    if (!node) return null;
    node.classList.add("row", `from-${row.from}`);
    if (row.from === "agent" && row.type === "step") node.prepend(element("span", { class: "speaker" }, row.body?.author || this.words.agent));
    node.dataset.seq = row.seq;
    node.dataset.type = row.type;
    return node;
  }

  #draw(row) {
    const body = row.body ?? {};
    switch (row.type) {
      case "text":
        return body.testMail ? this.#testMail(row.seq, body) : this.#text(row.from, body);
      case "choice":
        return this.#text("customer", { text: body.label ?? this.actions.labelOf(body.choice) });
      case "step":
        return this.#step(body);
      case "choices":
        return body.form === "credentials" ? this.#credentials(body) : this.#choices(body);
      case "probe-stage":
        return this.#probe(body);
      case "evidence":
        return this.#evidence(body);
      case "ticket":
        return this.#ticket(body);
      case "handoff":
        return this.#handoff(body);
      case "attachment":
        return fileRow(body, this.language, this.actions);
      case "rating":
        return this.#rating(body);
      default:
        return body.text ? this.#text(row.from, body) : null;
    }
  }

  #text(from, body) {
    if (from === "customer") return element("div", {}, String(body.text ?? body.label ?? ""));
    const node = element("div", { class: "words" });
    if (from === "agent") node.append(element("span", { class: "speaker" }, body.author || this.words.agent));
    node.append(...paragraphs(body.text, linked), this.#sources(body));
    return node;
  }

  #sources(body) {
    const sources = (body.sources ?? []).map(sourceName).filter(Boolean);
    if (!sources.length) return "";
    return element("p", { class: "sources" }, `${this.words.source}: ${listed(this.words, sources)}`);
  }

  /** A step; the check question is one too, without a number. */
  #step(body) {
    const controls = body.controls ?? [];
    const settings = controls.filter((control) => control.value);
    const marks = [
      ...controls.map((control) => ({ text: control.label, as: "control" })),
      ...settings.map((control) => ({ text: String(control.value), as: "value" })),
    ];
    return element(
      "div",
      { class: "card step" },
      element(
        "div",
        { class: "card-head" },
        body.n && element("span", { class: "step-count" }, fill(this.words.step, body)),
        element("span", { class: "step-phase" }, this.words.phases[body.phase] ?? ""),
      ),
      body.n && progress(body.n, body.of),
      sketch(body, this.language, this.words),
      element("div", { class: "step-text" }, ...paragraphs(body.text, (line) => marked(line, marks))),
      settings.length > 0 &&
        element(
          "dl",
          { class: "settings" },
          ...settings.flatMap((control) => [
            element("dt", {}, control.label),
            element("dd", {}, element("span", { class: "value" }, String(control.value))),
          ]),
        ),
      pageLink(body, this.words),
    );
  }

  #choices(body) {
    const choices = body.choices ?? [];
    return element(
      "div",
      { class: choices.length > 5 ? "choices many" : "choices", role: "group", "aria-label": this.words.choices },
      ...choices.map((choice, index) =>
        element(
          "button",
          {
            type: "button",
            class: index === 0 && choices.length > 1 && choices.length < 5 ? "choice first" : "choice",
            "data-choice": choice.id,
            onclick: (event) => this.actions.choose(choice, event),
          },
          choice.label,
        ),
      ),
    );
  }

  /** The question how it went, with its answers; the customer's own answer comes as another row. */
  #rating(body) {
    if (!body.scores) return element("div", {}, [stars(body.score), body.text].filter(Boolean).join("\n"));
    return element(
      "div",
      { class: "rating", role: "group", "aria-label": body.text },
      element("p", { class: "words" }, body.text),
      element(
        "div",
        { class: "scores" },
        ...body.scores.map(({ score, label }) =>
          element("button", { type: "button", class: "choice", "data-score": score, onclick: (event) => this.actions.rate(score, event) }, label),
        ),
      ),
    );
  }

  /** Stages of one probe share a card: later rows go into the card of the first. */
  #probe(body) {
    return element(
      "div",
      { class: "card probe", "data-call": body.call ?? "" },
      element("div", { class: "card-head" }, element("span", { class: "card-title" }, this.words.probe)),
      element("ol", { class: "stages", "aria-live": "off" }, this.stage(body)),
    );
  }

  stage(body) {
    const state = body.state ?? "ok";
    const mark = icon(["not-asked", "not-run"].includes(state) ? "not-run" : state, "stage-mark");
    return element(
      "li",
      { class: `stage ${state}`, "data-stage": body.stage },
      mark,
      element(
        "span",
        {},
        body.text ?? this.words.stages[body.stage] ?? body.stage,
        element("span", { class: "visually-hidden" }, `: ${this.words.states[state] ?? state}`),
      ),
      element("span", { class: "millis" }, body.millis ? `${body.millis} ms` : ""),
      body.reply && state === "failed" ? element("span", { class: "reply" }, body.reply) : null,
    );
  }

  #evidence(body) {
    const tone = toneOf(body);
    return element(
      "div",
      { class: `card evidence ${tone}` },
      icon(tone),
      element(
        "div",
        {},
        element(
          "div",
          { class: "card-head" },
          element("span", { class: "card-title" }, body.title ?? this.words.evidence[tone]),
          body.verdict && element("code", {}, body.verdict),
        ),
        ...paragraphs(body.text),
      ),
    );
  }

  #testMail(seq, body) {
    const image = element("img", { alt: this.words.qrAlt, width: "132", height: "132", hidden: true });
    const figure = element("figure", { class: "qr" }, image, element("figcaption", { hidden: true }, this.words.qr));
    this.actions.qrCode(seq).then(
      (address) => {
        image.addEventListener("load", () => URL.revokeObjectURL(address), { once: true });
        image.src = address;
        image.hidden = false;
        figure.lastChild.hidden = false;
      },
      () => figure.remove(),
    );
    return element(
      "div",
      { class: "card test-mail", "data-address": body.testMail.address },
      element("div", { class: "card-head" }, element("span", { class: "card-title" }, this.words.testMail)),
      element(
        "div",
        {},
        ...paragraphs(body.text ?? this.words.testMailHow),
        element("code", { class: "address" }, body.testMail.address),
        element(
          "div",
          { class: "actions" },
          copyButton(body.testMail.address, this.words.copy, this.words.copied),
          element("a", { class: "button small", href: mailto(body.testMail) }, icon("mail"), this.words.openMailClient),
        ),
      ),
      figure,
      element("p", { class: "waiting" }, element("span", { class: "pulse", "aria-hidden": "true" }), this.words.waitingForMail),
    );
  }

  #credentials(body) {
    const id = `login-${Math.random().toString(36).slice(2)}`;
    const user = element("input", { id: `${id}-user`, type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false", inputmode: "email", maxlength: "320" });
    const password = element("input", { id: `${id}-password`, type: "password", autocomplete: "off", maxlength: "512" });
    const notice = element("p", { class: "hint", role: "status" });
    const button = element("button", { type: "submit", class: "button primary" }, this.words.check);
    const form = element(
      "form",
      { class: "card credentials", autocomplete: "off", novalidate: true },
      element("div", { class: "card-head" }, element("span", { class: "card-title" }, this.words.credentials)),
      ...paragraphs(body.text),
      element("p", { class: "card-note" }, this.words.credentialsNote),
      element("div", { class: "field" }, element("label", { for: user.id }, this.words.userName), user),
      element("div", { class: "field" }, element("label", { for: password.id }, this.words.password), password),
      element("div", { class: "actions" }, button, notice),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!user.value.trim() || !password.value) {
        notice.textContent = this.words.needBoth;
        (user.value.trim() ? password : user).focus();
        return;
      }
      const asked = this.actions.checkLogin(user.value.trim(), password.value);
      password.value = "";
      button.disabled = true;
      notice.textContent = this.words.checking;
      notice.textContent = await asked;
      button.disabled = false;
    });
    return form;
  }

  #ticket(body) {
    const status = String(body.status ?? (body.open === false ? "closed" : "open")).toLowerCase();
    return element(
      "div",
      { class: "card ticket", "data-status": status },
      icon("ticket"),
      element("span", { class: "ticket-key" }, [this.words.ticket, body.key].filter(Boolean).join(" ")),
      element("span", { class: `status ${status}` }, this.words.ticketStates[status] ?? status),
      body.text && element("div", { class: "ticket-text" }, ...paragraphs(body.text)),
    );
  }

  #handoff(body) {
    const phase = String(body.phase ?? "called").toLowerCase();
    return element("div", { class: "aside" }, body.text ?? this.words.handoff[phase] ?? "");
  }
}

const progress = (n, of) =>
  element(
    "ol",
    { class: "progress", "aria-hidden": "true" },
    ...Array.from({ length: of }, (_, index) => element("li", { class: index < n ? "done" : "" })),
  );

/** Only ever a mail address: the row is data. */
const mailto = ({ address }) => `mailto:${encodeURIComponent(address).replace("%40", "@")}?subject=test`;

const sourceName = (source) =>
  typeof source === "string" ? source : [source.section, source.title].filter(Boolean).join(" ");

const UNDECIDED = ["UNPROVEN", "NOTHING_RECEIVED"];

const toneOf = (body) => (body.ok ? "good" : UNDECIDED.includes(body.verdict) || body.whoActs === "nobody-yet" ? "unsure" : "bad");

/** "TLS" is not to be found in "STARTTLS". */
const wholeWord = (text) => {
  const before = /^[A-Za-z0-9]/.test(text) ? "(?<![A-Za-z0-9])" : "";
  const after = /[A-Za-z0-9]$/.test(text) ? "(?![A-Za-z0-9])" : "";
  return before + text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + after;
};

/** Splits a line at the labels and values in it, longest first, and sets them off. */
export const marked = (line, marks) => {
  const known = [...new Map(marks.filter((m) => m.text).map((m) => [m.text, m.as])).entries()].sort((a, b) => b[0].length - a[0].length);
  if (!known.length) return [line];
  const pattern = new RegExp(known.map(([text]) => wholeWord(text)).join("|"), "g");
  const kinds = new Map(known);
  const nodes = [];
  let from = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > from) nodes.push(line.slice(from, match.index));
    nodes.push(element("b", { class: kinds.get(match[0]) }, match[0]));
    from = match.index + match[0].length;
  }
  if (from < line.length) nodes.push(line.slice(from));
  return nodes;
};

/** Web addresses of a text as links; only http and https. */
const linked = (line) => {
  const nodes = [];
  let from = 0;
  for (const match of line.matchAll(/https?:\/\/[^\s<>"'、。）」]+/g)) {
    if (match.index > from) nodes.push(line.slice(from, match.index));
    nodes.push(element("a", { href: match[0], rel: "noopener noreferrer", target: "_blank" }, match[0]));
    from = match.index + match[0].length;
  }
  if (from < line.length) nodes.push(line.slice(from));
  return nodes;
};
