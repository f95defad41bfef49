/** The agents' desk: who is there, which part is shown, and what waits. */

import { element, icon } from "../dom.js";
import { agentsView } from "./agents.js";
import { Newcomers, beep, soundWanted, wantSound } from "./alerts.js";
import { Poll, Refusal, ask } from "./api.js";
import { auditView } from "./audit.js";
import { repliesView } from "./canned.js";
import { conversationView } from "./conversation.js";
import { accountView, joinView, logInView, setUpView } from "./gate.js";
import { listenToKeys, showKeys } from "./keys.js";
import { lettersView, systemName } from "./letters.js";
import { queueView, searchView } from "./queue.js";
import { ticketView, ticketsView } from "./tickets.js";
import { keepLeft, takeLeft } from "./signon.js";
import { LANGUAGES, keepLanguage, keptLanguage, words } from "./words.js";

/** The views by the first part of the address behind the #. */
const VIEWS = {
  queue: (desk) => queueView(desk, "waiting"),
  open: (desk) => queueView(desk, "open"),
  search: searchView,
  conversation: conversationView,
  tickets: ticketsView,
  ticket: ticketView,
  letters: lettersView,
  replies: repliesView,
  agents: agentsView,
  audit: auditView,
  account: accountView,
};

/** Addresses that are nowhere once somebody is in. */
const GATES = /^#\/(setup|join|sign-on)/;

const OUTBOX_EVERY_MS = 10_000;
const PRESENCE_EVERY_MS = 30_000;

const SECTION_OF = { open: "queue", search: "queue", conversation: "queue", ticket: "tickets" };

/** What all views share: the agent, the words, and the ways to tell and to go. */
class Desk {
  language = keptLanguage();
  me = null;
  needsAdministrator = false;
  /** Whether passkeys can be used where the page is open. */
  passkeys = false;
  /** What agents call the log-in service; null where there is none. */
  singleSignOn = null;
  /** What is being written, by what it belongs to; it outlives a session that ended. */
  drafts = new Map();
  /** What single keys do in the view that is shown. */
  keys = {};
  #waiting = 0;
  #newcomers = new Newcomers();
  #news = false;
  #outbox = null;
  #view = new AbortController();
  #badge = null;
  #ended = false;
  /** Where somebody was before the log-in. */
  #left = "";

  get words() {
    return words(this.language);
  }

  async begin() {
    window.addEventListener("hashchange", () => this.show());
    window.addEventListener("focus", () => this.#looked());
    document.addEventListener("visibilitychange", () => document.hidden || this.#looked());
    listenToKeys(this);
    document.documentElement.lang = this.language;
    const left = takeLeft();
    this.#left = left.hash;
    this.drafts = left.drafts;
    if (!location.hash && left.hash) history.replaceState(null, "", left.hash);
    await this.enter();
  }

  /** Finds out who is there, and shows them what they asked for. */
  async enter() {
    try {
      const session = await ask("/session");
      this.me = session.agent;
      this.needsAdministrator = session.needsAdministrator;
      this.passkeys = session.passkeys;
      this.singleSignOn = session.singleSignOn;
    } catch {
      setTimeout(() => this.enter(), 3_000);
      this.#frame(element("p", { class: "notice", role: "status" }, this.words.lost));
      return;
    }
    this.show();
  }

  /** Somebody logged in. */
  came(me) {
    this.me = me;
    this.needsAdministrator = false;
    this.#ended = false;
    if (GATES.test(location.hash)) location.hash = this.#left || "#/queue";
    else this.show();
  }

  /** Somebody goes to the log-in service. */
  leave() {
    keepLeft(GATES.test(location.hash) ? this.#left : location.hash, this.drafts);
  }

  /** A failure of a request; "end" when the session did. */
  trouble = (failure) => {
    if (failure instanceof Refusal && failure.status === 401) {
      this.me = null;
      this.#ended = true;
      this.show();
      return "end";
    }
    this.notice(failure && !(failure instanceof Refusal && failure.status === 404) ? this.words.lost : null);
    return null;
  };

  /** Shows what the address names. */
  show() {
    this.#view.abort();
    this.#view = new AbortController();
    const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
    document.documentElement.lang = this.language;
    const view = this.#chosen(name, rest);
    this.section = this.me ? (SECTION_OF[name] ?? (name || "queue")) : null;
    this.title = view.title;
    this.keys = view.keys ?? {};
    this.#frame(view.node, view.wide);
    this.#retitle();
    view.start?.(this.#view.signal);
    this.#watch();
    (view.node.querySelector("[autofocus]") ?? view.node.querySelector("h1"))?.focus({ preventScroll: true });
  }

  #chosen(name, rest) {
    if (!this.me) {
      if (name === "join" && rest[0]) return joinView(this, rest[0]);
      return this.needsAdministrator ? setUpView(this) : logInView(this, this.#ended, name === "sign-on" && rest[0]);
    }
    return (VIEWS[name] ?? VIEWS.queue)(this, ...rest);
  }

  notice(text) {
    if (!this.noticeNode) return;
    this.noticeNode.hidden = !text;
    if (this.noticeNode.textContent !== (text ?? "")) this.noticeNode.textContent = text ?? "";
  }

  /** A short word about what was just done. */
  told(text) {
    if (this.toldNode) this.toldNode.textContent = text;
    clearTimeout(this.toldTimer);
    this.toldTimer = setTimeout(() => this.toldNode && (this.toldNode.textContent = ""), 6_000);
  }

  /** How many wait, as one of the views has read it. */
  set waiting(count) {
    this.#waiting = count;
    this.#retitle();
    if (!this.badgeNode) return;
    this.badgeNode.hidden = !count;
    this.badgeNode.textContent = String(count);
    this.badgeNode.setAttribute("aria-label", this.words.queue.waits(count));
  }

  /** How the ticket system does, as one of the views has read it. */
  set outbox(answer) {
    this.#outbox = answer;
    if (!this.lettersNode) return;
    const w = this.words.letters;
    const undelivered = answer.deadLetters + answer.webhooksOut + answer.webhooksIn;
    this.lettersNode.hidden = !undelivered;
    this.lettersNode.textContent = String(undelivered);
    this.lettersNode.setAttribute("aria-label", w.undelivered(undelivered));
    const down = answer.breaker !== "closed" && this.section !== "letters";
    const text = down ? w.outage(systemName(this, answer), answer.waiting) : "";
    if (this.outageNode.textContent !== text) this.outageNode.replaceChildren(...(down ? [element("a", { href: "#/letters" }, text)] : []));
  }

  #retitle() {
    const badge = this.me && this.#waiting ? `(${this.#waiting}) ` : "";
    document.title = `${this.me && this.#news ? "• " : ""}${badge}${this.title} – Annai`;
  }

  /** Who waits, and what was handed over: told of where it is new and nobody looks. */
  #arrived({ conversations, mine }) {
    const handed = mine.filter((one) => one.passedBy).map((one) => `${one.id} ${one.passedAt}`);
    if (!this.#newcomers.count([...conversations.map((one) => one.id), ...handed])) return;
    if (soundWanted()) beep();
    this.#news = !document.hasFocus();
    this.#retitle();
  }

  #looked() {
    if (!this.#news) return;
    this.#news = false;
    this.#retitle();
  }

  /** Asks how many wait, wherever in the desk the agent is. */
  #watch() {
    if (!this.me) {
      this.#badge?.abort();
      this.#badge = null;
      this.#newcomers = new Newcomers();
      return;
    }
    if (this.#badge) return;
    this.#badge = new AbortController();
    new Poll({
      path: () => `/conversations?list=waiting&language=${this.language}`,
      told: (answer) => {
        this.waiting = answer.waiting;
        this.#arrived(answer);
      },
      trouble: this.trouble,
      signal: this.#badge.signal,
    });
    // Tells the colleagues that this page is open, too.
    new Poll({
      path: () => "/colleagues",
      told: () => {},
      trouble: this.trouble,
      signal: this.#badge.signal,
      every: PRESENCE_EVERY_MS,
    });
    new Poll({
      path: () => "/outbox",
      told: (answer) => (this.outbox = answer),
      trouble: this.trouble,
      signal: this.#badge.signal,
      every: OUTBOX_EVERY_MS,
    });
  }

  async #logOut() {
    await ask("/session", "DELETE").catch(() => {});
    this.me = null;
    this.drafts.clear();
    location.hash = "";
    this.show();
  }

  #switchLanguage(language) {
    this.language = language;
    keepLanguage(language);
    this.show();
  }

  // The frame around the views.

  #frame(node, wide = false) {
    this.noticeNode = element("p", { class: "notice", role: "status", hidden: true });
    this.toldNode = element("p", { class: "told", role: "status" });
    const main = element("main", { id: "main", class: wide ? "wide" : "", tabindex: "-1" }, this.noticeNode, node);
    this.outageNode = element("div", { class: "outage", role: "status" });
    document.body.replaceChildren(this.#head(), this.outageNode, main, this.toldNode);
    document.querySelector(".desk-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (this.#waiting) this.waiting = this.#waiting;
    if (this.me && this.#outbox) this.outbox = this.#outbox;
  }

  #head() {
    const w = this.words;
    return element(
      "header",
      { class: "desk-head" },
      element("a", { class: "desk-brand", href: "#/queue" }, element("img", { class: "brand-mark", src: "img/annai.svg", alt: "" }), element("span", {}, `Annai ${w.desk}`)),
      this.me && this.#nav(),
      element(
        "div",
        { class: "desk-tools" },
        element(
          "div",
          { class: "languages", role: "group", "aria-label": w.language },
          ...Object.entries(LANGUAGES).map(([code, name]) =>
            element("button", { type: "button", lang: code, "data-language": code, "aria-pressed": String(code === this.language), onclick: () => this.#switchLanguage(code) }, code === "ja" ? "日" : "EN", element("span", { class: "visually-hidden" }, ` ${name}`)),
          ),
        ),
        this.me && this.#soundButton(),
        this.me && element("button", { type: "button", class: "icon-button", "data-action": "keys", "aria-label": w.keys.title, title: w.keys.title, onclick: () => showKeys(this) }, icon("help")),
        this.me && element("a", { class: "desk-me", href: "#/account", "aria-label": `${this.me.name}: ${w.account}` }, icon("person"), element("span", {}, this.me.name)),
        this.me && element("button", { type: "button", class: "icon-button", "data-action": "log-out", "aria-label": w.logOut, title: w.logOut, onclick: () => this.#logOut() }, icon("leave")),
      ),
    );
  }

  #soundButton() {
    const w = this.words;
    const button = element("button", { type: "button", class: "icon-button", "data-action": "sound", "aria-label": w.sound, title: w.sound });
    const draw = () => {
      button.setAttribute("aria-pressed", String(soundWanted()));
      button.replaceChildren(icon(soundWanted() ? "bell" : "bell-off"));
    };
    button.addEventListener("click", () => {
      wantSound(!soundWanted());
      draw();
      if (soundWanted()) beep();
    });
    draw();
    return button;
  }

  #nav() {
    const w = this.words;
    this.badgeNode = element("span", { class: "badge", hidden: true });
    this.lettersNode = element("span", { class: "badge bad", hidden: true });
    const badges = { queue: this.badgeNode, letters: this.lettersNode };
    const names = ["queue", "tickets", "letters", "replies", ...(this.me.role === "admin" ? ["agents", "audit"] : [])];
    return element(
      "nav",
      { class: "desk-nav", "aria-label": w.nav },
      ...names.map((name) =>
        element("a", { href: `#/${name}`, "aria-current": name === this.section ? "page" : false }, w.sections[name], badges[name]),
      ),
    );
  }
}

new Desk().begin();
