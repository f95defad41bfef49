/** Replies that are ready: inserted by "/" and a shortcut in the composer, and kept in a view of their own. */

import { element } from "../dom.js";
import { Refusal, ask } from "./api.js";
import { choice, field, form, heading, question } from "./forms.js";

const TOKEN = /(^|\s)\/([a-z0-9-]*)$/;
const OPEN = /\{(customer|agent|ticket|mailClient)\}/;
const SHOWN = 6;

/** What a text still leaves open, such as "{ticket}"; null when it leaves nothing. */
export const leftOpen = (text) => text.match(OPEN)?.[0] ?? null;

/** A list above the composer: both languages of each reply, the customer's first. */
export class CannedList {
  #desk;
  #path;
  #input;
  #replies = null;
  #options = [];
  #at = 0;

  constructor(desk, path, input) {
    this.#desk = desk;
    this.#path = path;
    this.#input = input;
    const w = desk.words.canned;
    this.list = element("ul", { id: "canned", class: "canned", role: "listbox", "aria-label": w.title, hidden: true });
    this.count = element("span", { class: "visually-hidden", role: "status" });
    this.node = element("div", { class: "canned-box" }, this.list, this.count);
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", "canned");
    input.addEventListener("input", () => this.#update());
    input.addEventListener("blur", () => this.#close());
  }

  /** The language of the customer, whose texts come first. */
  language = "ja";

  /** Opens the list as if "/" had been typed. */
  open() {
    this.#input.focus();
    const { value, selectionStart: at } = this.#input;
    const before = value.slice(0, at);
    const typed = before && !/\s$/.test(before) ? " /" : "/";
    this.#input.setRangeText(typed, at, at, "end");
    this.#input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Whether a key was for the list. */
  takes(event) {
    if (this.list.hidden || event.isComposing || event.keyCode === 229) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#mark((this.#at + step + this.#options.length) % this.#options.length);
    else if (event.key === "Enter" || event.key === "Tab") this.#insert(this.#at);
    else if (event.key === "Escape") this.#close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  get #token() {
    return this.#input.value.slice(0, this.#input.selectionStart).match(TOKEN);
  }

  async #update() {
    if (!this.#token) return this.#close();
    this.#replies ??= await ask(`${this.#path}/canned-replies`).then(
      ({ replies }) => replies,
      (failure) => {
        this.#desk.trouble(failure);
        return null;
      },
    );
    const token = this.#token;
    if (!token || !this.#replies) return this.#close();
    const languages = this.language === "ja" ? ["ja", "en"] : ["en", "ja"];
    this.#options = this.#replies
      .filter((reply) => reply.shortcut.startsWith(token[2]))
      .slice(0, SHOWN)
      .flatMap((reply) => languages.map((language) => ({ shortcut: reply.shortcut, language, text: reply[language] })));
    if (!this.#options.length) return this.#close();
    this.list.replaceChildren(...this.#options.map((option, index) => this.#option(option, index)));
    this.list.hidden = false;
    this.count.textContent = this.#desk.words.canned.found(this.#options.length);
    this.#mark(0);
  }

  #option({ shortcut, language, text }, index) {
    const node = element(
      "li",
      { id: `canned-${index}`, role: "option", "aria-selected": "false" },
      element("span", { class: "mark" }, `/${shortcut}`),
      " ",
      element("span", { class: "hint" }, this.#desk.words.languages[language]),
      element("span", { class: "canned-text", lang: language }, text),
    );
    // Before the composer loses the focus.
    node.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.#insert(index);
    });
    return node;
  }

  #mark(index) {
    this.#at = index;
    [...this.list.children].forEach((node, at) => node.setAttribute("aria-selected", String(at === index)));
    this.#input.setAttribute("aria-activedescendant", `canned-${index}`);
    this.list.children[index]?.scrollIntoView({ block: "nearest" });
  }

  #insert(index) {
    const token = this.#token;
    if (token) {
      const end = this.#input.selectionStart;
      this.#input.setRangeText(this.#options[index].text, end - token[2].length - 1, end, "end");
    }
    this.#close();
    this.#input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.count.textContent = "";
    this.#input.removeAttribute("aria-activedescendant");
  }
}

/** All that are ready: everybody's for administrators to change, one's own for oneself. */
export const repliesView = (desk) => {
  const w = desk.words.canned;
  const items = element("ul", { class: "items", "aria-label": w.title });
  const admin = desk.me.role === "admin";
  const owner = choice(w.owner, [["mine", w.owners.mine], ...(admin ? [["everybody", w.owners.everybody]] : [])], "mine", "owner");
  const shortcut = field(w.shortcut, { name: "shortcut", autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: "40" }, w.shortcutHint);
  const text = (language) => field(desk.words.languages[language], {}, null, element("textarea", { name: language, lang: language, rows: "3", maxlength: "2000" }));
  const ja = text("ja");
  const en = text("en");
  const load = async () => {
    try {
      const { replies } = await ask("/canned-replies");
      items.replaceChildren(...replies.map((reply) => item(desk, reply, edit, remove)));
    } catch (failure) {
      desk.trouble(failure);
    }
  };
  const edit = (reply) => {
    owner.input.value = reply.owner === "everybody" && admin ? "everybody" : "mine";
    shortcut.input.value = reply.shortcut;
    ja.input.value = reply.ja;
    en.input.value = reply.en;
    ja.input.focus();
  };
  const remove = async (reply) => {
    const sure = await question({ title: w.removeTitle(reply.shortcut), go: w.remove, cancel: desk.words.cancel, destructive: true });
    if (sure === null) return;
    try {
      await ask(`/canned-replies/${reply.owner}/${reply.shortcut}`, "DELETE");
    } catch (failure) {
      if (desk.trouble(failure) !== "end") desk.told(desk.words.failed);
    }
    await load();
  };
  const node = element(
    "section",
    {},
    heading(w.title),
    element("p", { class: "view-text" }, w.text),
    items,
    element(
      "section",
      { class: "panel" },
      element("h2", {}, w.write),
      form({ id: "canned-reply" }, [owner, shortcut, ja, en], desk.words.save, async () => {
        try {
          await ask(`/canned-replies/${owner.input.value}/${encodeURIComponent(shortcut.input.value.trim())}`, "PUT", { ja: ja.input.value, en: en.input.value });
          for (const part of [shortcut, ja, en]) part.input.value = "";
          desk.told(w.saved);
        } catch (failure) {
          desk.trouble(failure);
          const malformed = failure instanceof Refusal && (failure.status === 400 || failure.status === 404);
          throw new Error(malformed ? w.malformed : desk.words.failed, { cause: failure });
        }
        await load();
      }),
    ),
  );
  return { title: w.title, node, start: load };
};

const item = (desk, reply, edit, remove) => {
  const w = desk.words.canned;
  const mayRemove = reply.owner === "mine" || (reply.owner === "everybody" && desk.me.role === "admin");
  return element(
    "li",
    { class: "letter", "data-shortcut": reply.shortcut },
    element(
      "div",
      { class: "item-main" },
      element("span", { class: "item-meta" }, element("b", {}, `/${reply.shortcut}`), element("span", { class: "mark" }, w.owners[reply.owner])),
      element("span", { class: "canned-text", lang: "ja" }, reply.ja),
      element("span", { class: "canned-text", lang: "en" }, reply.en),
    ),
    element(
      "div",
      { class: "actions" },
      element("button", { type: "button", class: "button small", "data-action": "edit", "aria-label": `${w.edit} /${reply.shortcut}`, onclick: () => edit(reply) }, w.edit),
      mayRemove && element("button", { type: "button", class: "button small destructive", "data-action": "remove", "aria-label": `${w.remove} /${reply.shortcut}`, onclick: () => remove(reply) }, w.remove),
    ),
  );
};
