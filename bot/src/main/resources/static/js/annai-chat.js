/** The chat as a custom element: <annai-chat>. It needs css/annai.css on the page. */

import { FileSender, Pictures } from "./attachments.js";
import { ComposingGuard } from "./composing.js";
import { Backoff, Connection, Refusal, begin, beginFromTicket, joinByCode } from "./connection.js";
import { copyButton, element, icon } from "./dom.js";
import { Host } from "./host.js";
import { read, readJson, write } from "./kept.js";
import { LANGUAGES, browserLanguage, fill, labels, spoken } from "./labels.js";
import { Outbox } from "./outbox.js";
import { RowPainter, stars } from "./rows.js";
import { Theme } from "./theme.js";
import { save, transcriptOf } from "./transcript.js";
import { Unread } from "./unread.js";
import { followKeyboard } from "./viewport.js";

const STORED = "annai.conversation";
const STORED_LANGUAGE = "annai.language";
const MAX_TEXT = 4000;

/** So many characters of a link's signature are kept, to know it again. */
const LINK_NAME = 16;

/** How often a ticket is asked for before the conversation begins without it. */
const TICKET_TRIES = 3;

const NEAR_END_PX = 120;

/** The choices that the service takes at any moment, whether or not it has offered them. */
const ALWAYS = { person: "person", restart: "restart", ...Object.fromEntries(Object.keys(LANGUAGES).map((tag) => [tag, `language:${tag}`])) };

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

class AnnaiChat extends HTMLElement {
  #language = spoken(read(STORED_LANGUAGE)) ?? spoken(new URLSearchParams(location.search).get("language")) ?? browserLanguage();
  #painter = new RowPainter(this.#language, {
    choose: (choice, event) => this.#choose(choice, event),
    rate: (score, event) => this.#rate(score, event),
    checkLogin: (user, password) => this.#checkLogin(user, password),
    qrCode: (seq) => this.#connection.qrCode(seq),
    open: (file) => this.#connection.fileLink(file),
    picture: (file) => this.#pictures.address(file),
    labelOf: (choice) => this.#labelOf(choice),
  });
  #connection = null;
  #outbox = null;
  #rows = [];
  #lastSeq = 0;
  #stop = new AbortController();
  #backoff = new Backoff();
  #focusNext = false;
  #identity = null;
  #busy = Promise.resolve();
  #viewTimer = 0;
  #large = false;
  #theme = new Theme();
  #host = new Host({
    opened: (focus) => this.#onShown(focus),
    closed: () => this.#unread.show(false),
    language: (tag) => spoken(tag) && this.#switchLanguage(spoken(tag)),
    theme: (scheme, values) => this.#theme.ask(scheme, values),
    identified: (token) => this.signIn(token),
  });
  #unread = new Unread(!this.#host.present, (count) => this.#host.unread(count));
  #pictures = new Pictures((file) => this.#connection.fileLink(file));
  #files = new FileSender({ language: () => this.#language, connection: () => this.#connection });

  connectedCallback() {
    this.#build();
    this.#files.listen(this);
    window.addEventListener("online", () => this.#hurry(true));
    window.addEventListener("offline", () => this.#tell(this.#words.offline));
    // A page that slept doesn't know that its stream is gone.
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
    document.addEventListener("resume", () => this.#hurry(true));
    window.addEventListener("pageshow", (event) => event.persisted && this.#hurry(true));
    window.addEventListener("hashchange", () => this.#open());
    document.addEventListener("keydown", (event) => this.#onEscape(event));
    followKeyboard();
    this.#host.listen();
    this.#host.language(this.#language);
    this.#open();
  }

  get #words() {
    return labels(this.#language);
  }

  // The frame around the transcript.

  #build() {
    const w = this.#words;
    document.documentElement.lang = this.#language;
    this.lang = this.#language;
    // Tells it from the main part of a page that frames this one.
    this.closest("body.page main")?.setAttribute("aria-label", w.title);
    if (document.body.classList.contains("page")) document.title = `${w.title} – Annai`;
    const keptText = this.input?.value ?? "";
    this.transcript = element("div", { class: "transcript", role: "log", "aria-live": "off", "aria-relevant": "additions", "aria-label": w.transcript, tabindex: "0" });
    this.list = element("div", { class: "rows" });
    this.transcript.append(this.list);
    this.notice = element("p", { class: "connection", role: "status", hidden: true });
    this.input = element("textarea", { id: "annai-message", rows: "1", placeholder: w.placeholder, "aria-label": w.message, autocomplete: "off", enterkeyhint: "send" });
    this.input.value = keptText;
    this.composing = new ComposingGuard(this.input);
    this.input.addEventListener("keydown", (event) => this.#onKey(event));
    this.input.addEventListener("input", () => this.#fit());
    const form = element("form", {}, ...this.#files.buttons(), this.input, element("button", { type: "submit", class: "send", "aria-label": w.send }, icon("send")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sendText();
    });
    this.replaceChildren(
      this.#head(),
      this.transcript,
      element(
        "div",
        { class: "composer" },
        element(
          "div",
          { class: "composer-inner" },
          this.notice,
          this.#files.list,
          this.#files.status,
          form,
          element(
            "div",
            { class: "composer-foot" },
            element("button", { type: "button", class: "quiet-button", "data-action": "person", onclick: () => this.#command("person") }, w.person),
            (this.position = element("span", { class: "position" })),
          ),
        ),
      ),
    );
  }

  #head() {
    const w = this.#words;
    const items = element(
      "div",
      { class: "menu-list", id: "annai-menu", hidden: true },
      element("button", { type: "button", "data-action": "restart", onclick: () => this.#confirmRestart() }, w.startOver),
      element("button", { type: "button", "data-action": "device", onclick: () => this.#otherDevice() }, w.otherDevice),
      element("button", { type: "button", "data-action": "download", onclick: () => this.#download() }, w.download),
      this.#host.present && element("button", { type: "button", "data-action": "resize", onclick: (event) => this.#resize(event.currentTarget) }, this.#large ? w.smaller : w.larger),
      element("button", { type: "button", class: "destructive", "data-action": "erase", onclick: () => this.#confirmErase() }, w.erase),
    );
    const toggle = element("button", { type: "button", class: "icon-button", "aria-label": w.menu, "aria-expanded": "false", "aria-controls": "annai-menu" }, icon("more"));
    const show = (open) => {
      items.hidden = !open;
      toggle.setAttribute("aria-expanded", String(open));
    };
    toggle.addEventListener("click", () => show(items.hidden));
    items.addEventListener("click", () => show(false));
    const menu = element("div", { class: "menu" }, toggle, items);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || items.hidden) return;
      event.preventDefault();
      show(false);
      toggle.focus();
    });
    menu.addEventListener("focusout", (event) => menu.contains(event.relatedTarget) || show(false));
    return element(
      "header",
      { class: "chat-head" },
      element(
        "div",
        { class: "brand" },
        element("img", { class: "brand-mark", src: "img/annai.svg", alt: "" }),
        element("div", {}, element("h1", { class: "brand-name" }, w.title), element("p", { class: "brand-line" }, w.line)),
      ),
      element(
        "div",
        { class: "languages", role: "group", "aria-label": w.language },
        ...Object.entries(LANGUAGES).map(([code, name]) =>
          element("button", { type: "button", lang: code, "data-language": code, "aria-pressed": String(code === this.#language), onclick: () => this.#switchLanguage(code) }, name),
        ),
      ),
      menu,
      this.#host.present && element("button", { type: "button", class: "icon-button", "data-action": "close", "aria-label": w.widget.close, onclick: () => this.#host.close() }, icon("close")),
    );
  }

  // The site around, where there is one.

  #onShown(focus) {
    this.#unread.show(true);
    this.#toEnd();
    if (!focus) return;
    // On a phone the keyboard would cover what is to be read first.
    (matchMedia("(pointer: coarse)").matches ? this.transcript : this.input).focus({ preventScroll: true });
  }

  /** Escape closes what is open within the chat first. */
  #onEscape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !this.#host.present) return;
    if (this.composing.takes(event) || this.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.#host.close();
  }

  #resize(button) {
    this.#large = !this.#large;
    button.textContent = this.#large ? this.#words.smaller : this.#words.larger;
    this.#host.resize(this.#large);
  }

  // Beginning, or going on.

  async #open() {
    const fragment = decoded(location.hash.slice(1));
    if (fragment) history.replaceState(null, "", location.pathname + location.search);
    if (fragment.startsWith("t=")) return this.#openTicket(fragment.slice(2));
    if (fragment) {
      try {
        return this.#hold(await joinByCode(fragment));
      } catch (refusal) {
        const gone = refusal instanceof Refusal && refusal.status === 410 ? this.#words.letterGone : this.#words.codeGone;
        this.#aside(refusal instanceof Refusal && !refusal.passes ? gone : this.#words.unavailable);
      }
    }
    if (this.#connection) return;
    return this.#goOn();
  }

  #goOn() {
    const kept = this.#kept();
    return kept ? this.#hold(kept) : this.#begin();
  }

  #kept() {
    return readJson(STORED);
  }

  /** A link from a ticket begins a conversation once; in the browser that did, it leads back there. */
  async #openTicket(ticketLink) {
    const link = ticketLink.slice(-LINK_NAME);
    if (this.#kept()?.link === link) return this.#connection ?? this.#goOn();
    try {
      const begun = await this.#patiently(() => beginFromTicket(this.#language, ticketLink), TICKET_TRIES);
      return this.#hold({ ...begun, link }, true);
    } catch (refusal) {
      if (!this.#connection) await this.#goOn();
      const { ticketLinkInUse, ticketLinkLater, ticketLinkGone } = this.#words;
      this.#aside({ 409: ticketLinkInUse, 503: ticketLinkLater }[refusal.status] ?? ticketLinkGone);
    }
  }

  async #begin() {
    return this.#hold(await this.#patiently(() => begin(this.#language)), true);
  }

  /** Tries until it passes, or is refused for good or so many times. */
  async #patiently(ask, tries = Infinity) {
    for (let n = 1; ; n++) {
      try {
        const answer = await ask();
        this.#tell(null);
        this.#backoff.reset();
        return answer;
      } catch (failure) {
        if (failure instanceof Refusal && (n >= tries || [400, 409, 410].includes(failure.status))) throw failure;
        this.#tell(this.#trouble(failure));
        await this.#backoff.pause((failure.retryAfterSeconds ?? 0) * 1000);
      }
    }
  }

  #hold(right, fresh = false) {
    this.#stop.abort();
    this.#stop = new AbortController();
    write(STORED, JSON.stringify({ id: right.id, token: right.token, link: right.link }));
    this.#connection = new Connection(right);
    this.dataset.conversation = right.id;
    this.#rows = [];
    this.#lastSeq = 0;
    this.#unread.hold(right.id);
    this.#quiet();
    this.#files.clear();
    this.list.replaceChildren();
    this.#outbox = new Outbox(right.id, {
      send: (message) => this.#inTurn(() => this.#connection.say(message)),
      seen: (seq) => seq <= this.#lastSeq,
      changed: () => this.#drawPending(),
      refused: (message, refusal) => this.#onRefused(message, refusal),
      trouble: (failure) => this.#tell(this.#trouble(failure)),
      passed: () => this.#tell(null),
    });
    this.#follow(this.#connection, this.#stop.signal, fresh);
    this.#outbox.flush();
    this.#signInWaiting();
  }

  /** The site says who the customer is, by a token that is good once. */
  signIn(identity) {
    this.#identity = identity;
    return this.#signInWaiting();
  }

  /** Signing in ends the token that there was: nothing else is under way with it meanwhile. */
  async #signInWaiting() {
    const identity = this.#identity;
    const connection = this.#connection;
    if (!identity || !connection) return;
    this.#identity = null;
    this.#stop.abort();
    try {
      await this.#inTurn(async () => this.#renew(await connection.signIn(identity)));
    } catch (refusal) {
      if (refusal.status === 409) {
        this.#forget();
        return this.#hold(await begin(this.#language, identity).catch(() => this.#patiently(() => begin(this.#language))), true);
      }
      console.warn(`Annai: ${refusal.problem?.detail ?? refusal.message}`);
      this.#renew({});
    }
  }

  #renew(right) {
    const renewed = { ...this.#kept(), ...right };
    write(STORED, JSON.stringify(renewed));
    this.#stop = new AbortController();
    this.#connection = new Connection(renewed);
    this.#follow(this.#connection, this.#stop.signal, true);
  }

  #inTurn(ask) {
    return (this.#busy = this.#busy.catch(() => {}).then(ask));
  }

  /** Reads on until stopped; the first stream tells the service that the customer came back. */
  async #follow(connection, signal, fresh) {
    let first = true;
    let resumes = fresh;
    while (!signal.aborted) {
      try {
        if (first) {
          const view = await connection.view();
          if (signal.aborted) return;
          this.#show(view);
          if (!fresh) this.#quiet();
          this.#receive(view.messages ?? [], false);
          first = false;
        }
        for await (const news of connection.stream(this.#lastSeq, resumes, signal)) {
          if (signal.aborted) return;
          resumes = true;
          this.#tell(null);
          this.#backoff.reset();
          if (news.row) this.#receive([news.row], true);
          else this.#outbox.flush();
        }
        if (signal.aborted) return;
      } catch (failure) {
        if (signal.aborted) return;
        if (failure instanceof Refusal && [401, 404].includes(failure.status)) return this.#gone();
        this.#tell(this.#trouble(failure));
      }
      await this.#backoff.pause();
    }
  }

  #gone() {
    this.#forget();
    this.#begin().then(() => this.#aside(this.#words.gone));
  }

  #forget() {
    this.#stop.abort();
    this.#outbox?.clear();
    write(STORED, null);
    this.#connection = null;
  }

  /** Tries at once. A stream that has been silent for long, or is surely broken, is opened again from the last row on. */
  #hurry(broken = false) {
    this.#connection?.doubt(broken);
    this.#backoff.wake();
    this.#outbox?.flush();
  }

  #trouble(failure) {
    if (!navigator.onLine) return this.#words.offline;
    if (failure instanceof Refusal && failure.status === 429) return this.#words.tooMany;
    return this.#connection ? this.#words.reconnecting : this.#words.unavailable;
  }

  #tell(text) {
    this.notice.hidden = !text;
    if (this.notice.textContent !== (text ?? "")) this.notice.textContent = text ?? "";
  }

  // Rows.

  #receive(rows, live) {
    const follow = !live || this.#nearEnd();
    for (const row of rows) {
      if (row.seq <= this.#lastSeq) continue;
      this.#lastSeq = row.seq;
      this.#rows.push(row);
      if (row.from === "customer") this.#outbox.arrived(row);
      this.#unread.arrived(row);
      this.#draw(row, live);
      this.dispatchEvent(new CustomEvent("annai-row", { bubbles: true, detail: row }));
    }
    if (follow) this.#toEnd();
    if (live && rows.length) this.#viewSoon();
  }

  #draw(row, live) {
    this.list.querySelector(".typing")?.remove();
    if (row.type === "typing") {
      if (live) this.list.append(element("div", { class: "row typing", "aria-hidden": "true" }, element("i"), element("i"), element("i")));
      return;
    }
    if (row.type === "probe-stage" && this.#joinProbe(row)) return;
    const node = this.#painter.paint(row);
    if (!node) return;
    this.#retire(row);
    if (live) node.classList.add("arrives");
    // What is still to be pressed or on its way stays below what comes in.
    const last = this.list.querySelector(".choices, .pending");
    const opening = row.type === "ticket" && this.list.querySelector(".ticket[data-status='opening']");
    if (opening) opening.replaceWith(node);
    else if (last) last.before(node);
    else this.list.append(node);
    if (this.#focusNext && row.type === "choices") {
      this.#focusNext = false;
      if (this.#isIdle()) node.querySelector("button, input")?.focus();
    }
  }

  /** Whether the keyboard is where it was put after the last choice, and nothing was written since. */
  #isIdle() {
    return (document.activeElement === this.input && !this.input.value) || document.activeElement === document.body;
  }

  /** What was there before is drawn without being read out; what comes after is. */
  #quiet() {
    this.transcript.setAttribute("aria-live", "off");
    requestAnimationFrame(() => requestAnimationFrame(() => this.transcript.setAttribute("aria-live", "polite")));
  }

  #joinProbe(row) {
    const cards = this.list.querySelectorAll(".probe");
    const card = cards[cards.length - 1];
    if (!card || card.dataset.call !== (row.body.call ?? "")) return false;
    const known = card.querySelector(`[data-stage="${CSS.escape(row.body.stage)}"]`);
    const node = this.#painter.stage(row.body);
    if (known && card.dataset.call) known.replaceWith(node);
    else if (known) return false;
    else card.querySelector(".stages").append(node);
    return true;
  }

  /** What was offered before a newer row of its kind is no longer to be pressed. */
  #retire(row) {
    if (row.from === "customer" || row.type === "choices") this.list.querySelectorAll(".choices").forEach((old) => old.remove());
    if (row.type === "rating" || row.type === "step") this.list.querySelectorAll(".rating").forEach((old) => old.remove());
    if (row.type === "step") this.list.querySelectorAll(".card.step").forEach((old) => old.classList.add("past"));
    if (row.type === "evidence") this.list.querySelectorAll(".test-mail .waiting").forEach((old) => old.remove());
    if (row.type === "evidence" || row.body?.form) this.list.querySelectorAll("form.credentials").forEach((old) => old.remove());
  }

  #drawPending() {
    const follow = this.#nearEnd();
    this.list.querySelectorAll(".pending").forEach((old) => old.remove());
    for (const message of this.#outbox?.unseen ?? []) {
      this.list.append(
        element("div", { class: "row from-customer pending" }, message.text ?? message.label, element("span", { class: "delivery" }, message.seq ? "" : message.tries > 1 ? this.#words.notSent : this.#words.sending)),
      );
    }
    if (follow) this.#toEnd();
  }

  #redraw() {
    this.#quiet();
    this.list.replaceChildren();
    this.#rows.forEach((row) => this.#draw(row, false));
    this.#drawPending();
    this.#toEnd();
  }

  #aside(text) {
    this.list.append(element("div", { class: "row aside" }, text));
    this.#toEnd();
  }

  #nearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.transcript;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  #toEnd() {
    requestAnimationFrame(() => (this.transcript.scrollTop = this.transcript.scrollHeight));
  }

  #viewSoon() {
    clearTimeout(this.#viewTimer);
    const connection = this.#connection;
    this.#viewTimer = setTimeout(async () => {
      const view = await connection?.view(this.#lastSeq).catch(() => null);
      if (view && connection === this.#connection) this.#show(view);
    }, 250);
  }

  #show(view) {
    this.dataset.state = view.state;
    if (view.language !== this.#language && view.language in LANGUAGES) this.#speak(view.language);
    this.position.textContent = view.step ? fill(this.#words.step, view.step) : "";
    this.dispatchEvent(new CustomEvent("annai-view", { bubbles: true, detail: view }));
  }

  #speak(language) {
    this.#language = language;
    this.#painter.language = language;
    write(STORED_LANGUAGE, language);
    this.#host.language(language);
    this.#build();
    this.#redraw();
    this.#fit();
    this.dispatchEvent(new CustomEvent("annai-language", { bubbles: true, detail: language }));
  }

  // What the customer does.

  #onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || this.composing.takes(event)) return;
    event.preventDefault();
    this.#sendText();
  }

  #fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }

  #sendText() {
    const text = this.input.value.trim();
    if (!text || !this.#outbox) return;
    if (text.length > MAX_TEXT) return this.#tell(this.#words.tooLong);
    this.input.value = "";
    this.#fit();
    this.#outbox.add({ text });
    this.#toEnd();
  }

  #choose(choice, event) {
    this.#focusNext = event.detail === 0;
    this.list.querySelectorAll(".choices").forEach((old) => old.remove());
    this.#outbox.add({ choice: choice.id, label: choice.label });
    if (this.#focusNext) this.input.focus({ preventScroll: true });
    this.#toEnd();
  }

  #rate(rating, event) {
    const byKeyboard = event.detail === 0;
    this.list.querySelectorAll(".rating").forEach((old) => old.remove());
    this.#outbox.add({ rating, label: stars(rating) });
    if (byKeyboard) this.input.focus({ preventScroll: true });
    this.#toEnd();
  }

  #command(name, label = this.#words[name]) {
    this.#outbox?.add({ choice: ALWAYS[name], label });
    this.#toEnd();
  }

  #labelOf(choice) {
    const known = Object.keys(ALWAYS).find((name) => ALWAYS[name] === choice);
    return known === "restart" ? this.#words.startOver : (LANGUAGES[known] ?? this.#words[known] ?? choice);
  }

  #switchLanguage(language) {
    if (language === this.#language) return;
    this.#speak(language);
    this.#command(language, LANGUAGES[language]);
    this.querySelector(`[data-language="${language}"]`)?.focus();
  }

  #onRefused(message, refusal) {
    if ([401, 404].includes(refusal.status)) return this.#gone();
    if (message.text && !this.input.value) {
      this.input.value = message.text;
      this.#fit();
    }
    this.#tell(this.#words.refused);
  }

  async #checkLogin(user, password) {
    try {
      await this.#connection.checkLogin(user, password);
      return this.#words.checking;
    } catch (refusal) {
      if (refusal.status === 429) return fill(this.#words.loginTries, { minutes: Math.max(1, Math.ceil(refusal.retryAfterSeconds / 60)) });
      return refusal.status === 409 ? this.#words.loginNotOffered : this.#words.loginFailed;
    }
  }

  #confirmRestart() {
    this.#sheet(this.#words.startOverTitle, this.#words.startOverText, {
      label: this.#words.startOver,
      run: () => this.#command("restart", this.#words.startOver),
    });
  }

  #confirmErase() {
    this.#sheet(this.#words.eraseTitle, this.#words.eraseText, {
      label: this.#words.eraseDo,
      className: "button destructive",
      run: async () => {
        await this.#connection.erase();
        this.#forget();
        this.#rows = [];
        this.list.replaceChildren();
        this.#aside(this.#words.erased);
        const again = element("button", { type: "button", class: "button primary", onclick: () => this.#begin() }, this.#words.again);
        this.list.append(element("div", { class: "row choices" }, again));
        again.focus();
      },
    });
  }

  #download() {
    const now = new Date();
    save(transcriptOf(this.#rows, this.#words, (choice) => this.#labelOf(choice), now), now);
  }

  async #otherDevice() {
    try {
      const page = new URL("chat", document.baseURI).href;
      const { code, qrCode } = await this.#connection.resumeCode(page);
      const link = `${page}#${code}`;
      this.#sheet(this.#words.deviceTitle, this.#words.deviceText, null, [
        qrCode &&
          element(
            "figure",
            { class: "qr link" },
            element("img", { src: `data:image/svg+xml,${encodeURIComponent(qrCode)}`, alt: this.#words.codeQrAlt, width: "176", height: "176" }),
            element("figcaption", {}, this.#words.codeQr),
          ),
        element("code", { class: "address" }, link),
        copyButton(link, this.#words.copyLink, this.#words.copied),
      ]);
    } catch (failure) {
      this.#tell(this.#trouble(failure));
    }
  }

  #sheet(title, text, action, extra = []) {
    const sheet = element("dialog", { class: "sheet", "aria-labelledby": "annai-sheet" });
    const close = element("button", { type: "button", class: "button small", onclick: () => sheet.close() }, action ? this.#words.cancel : this.#words.close);
    const run =
      action &&
      element(
        "button",
        {
          type: "button",
          class: `${action.className ?? "button primary"} small`,
          onclick: async () => {
            try {
              await action.run();
            } catch (failure) {
              this.#tell(this.#trouble(failure));
            }
            sheet.close();
          },
        },
        action.label,
      );
    sheet.append(element("h2", { id: "annai-sheet" }, title), element("p", {}, text), ...extra.filter(Boolean), element("div", { class: "actions" }, close, run || ""));
    sheet.addEventListener("close", () => sheet.remove());
    this.append(sheet);
    sheet.showModal();
  }
}

customElements.define("annai-chat", AnnaiChat);
