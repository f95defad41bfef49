/**
 * The chat on any site: <script src="https://help.example.net/widget.js" async></script>
 *
 * A custom element, <annai-widget>, with a button and a frame of the chat from where this script came. What passes between
 * this page and the frame are small messages of a fixed shape, never a word of the conversation.
 */
(() => {
  "use strict";
  if (customElements.get("annai-widget")) return;

  const WORDS = /* WORDS */ {};
  const PROTOCOL = 1;
  const SCRIPT = document.currentScript ?? document.querySelector("script[src$='/widget.js']");
  const BASE = new URL(".", SCRIPT?.src ?? location.href);
  const SVG = "http://www.w3.org/2000/svg";
  const PHONE = matchMedia("(max-width: 30rem), (max-height: 26rem) and (pointer: coarse)");
  const DARK = matchMedia("(prefers-color-scheme: dark)");

  /** The name under which this tab remembers whether the chat is open. */
  const STORED = "annai-widget";

  /** How long the frame may take to load, and then to answer, before a link is shown in its place. */
  const PATIENCE_MS = 20_000;
  const ANSWER_MS = 2_000;

  const MOST_UNREAD = 99;
  const LARGEST_RADIUS = 28;
  const FONT = /^[\p{L}\p{N} ,"'_-]{1,200}$/u;

  const SHEET = `
    :host { all: initial; display: contents; }
    :host([hidden]) { display: none; }
    * { box-sizing: border-box; }
    .launcher {
      position: fixed; z-index: 2147483000; inset-block-end: max(1rem, env(safe-area-inset-bottom)); display: flex; align-items: center;
      gap: 0.5rem; min-height: 3.5rem; padding: 0 1.25rem 0 1rem; border: 0; border-radius: 999px; background: var(--accent); color: var(--on-accent);
      font: 600 1rem/1.4 var(--font); cursor: pointer; box-shadow: 0 2px 6px rgb(0 0 0 / 0.2), 0 8px 24px rgb(0 0 0 / 0.18);
    }
    .right { inset-inline: auto max(1rem, env(safe-area-inset-right)); }
    .left { inset-inline: max(1rem, env(safe-area-inset-left)) auto; }
    .launcher:hover { filter: brightness(0.92); }
    .launcher:focus-visible, .close:focus-visible, a:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; box-shadow: 0 0 0 3px var(--surface); }
    .launcher svg { flex: none; width: 1.5rem; height: 1.5rem; }
    .badge {
      display: grid; place-items: center; min-width: 1.5rem; height: 1.5rem; padding: 0 0.375rem; border-radius: 999px; background: #b3261e; color: #fff;
      font-size: 0.8125rem; font-variant-numeric: tabular-nums;
    }
    .panel {
      position: fixed; z-index: 2147483001; inset-block: auto max(5.5rem, calc(env(safe-area-inset-bottom) + 4.5rem)); margin: 0; padding: 0; border: 0;
      width: min(25rem, calc(100vw - 2rem)); height: min(44rem, calc(100vh - 7rem)); max-width: none; max-height: none; overflow: hidden;
      border-radius: var(--radius); background: var(--surface); color: var(--ink); font: 400 1rem/1.6 var(--font);
      box-shadow: 0 4px 12px rgb(0 0 0 / 0.16), 0 16px 48px rgb(0 0 0 / 0.24);
    }
    .panel.large { width: min(46rem, calc(100vw - 2rem)); height: min(60rem, calc(100vh - 7rem)); }
    .panel.full { inset: var(--top, 0) 0 auto; width: 100vw; height: 100vh; height: var(--height, 100dvh); border-radius: 0; box-shadow: none; }
    .panel::backdrop { background: var(--surface); }
    iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: light dark; }
    .waiting iframe { position: absolute; visibility: hidden; }
    .instead { display: none; }
    .waiting .instead { display: grid; align-content: center; justify-items: center; gap: 1rem; height: 100%; padding: 1.5rem; text-align: center; }
    .instead p { margin: 0; max-width: 22rem; }
    a { color: var(--text-accent); font-weight: 600; }
    .close { min-height: 2.75rem; padding: 0 1.25rem; border: 1px solid currentColor; border-radius: 999px; background: none; color: inherit; font: inherit; cursor: pointer; }
    .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    [hidden] { display: none !important; }
    @media (max-width: 30rem) { .launcher:not(.worded) .words { display: none; } .launcher:not(.worded) { padding: 0 1rem; } }
    @media (forced-colors: active) { .launcher { border: 2px solid ButtonText; } .panel { border: 2px solid CanvasText; } }
    @media (prefers-reduced-motion: no-preference) { .panel[open] { animation: rise 160ms ease-out; } @keyframes rise { from { opacity: 0; transform: translateY(8px); } } }
  `;

  const SHAPES = {
    talk: "M12 3C6.5 3 2 6.8 2 11.5c0 2.4 1.2 4.6 3.1 6.1L4 22l4.6-2.3c1.1.2 2.2.4 3.4.4 5.5 0 10-3.8 10-8.6S17.5 3 12 3Zm-4.5 7h9v1.8h-9V10Zm0 3.4h6v1.8h-6v-1.8Z",
    cross: "m12 10.3 5.3-5.3 1.7 1.7-5.3 5.3 5.3 5.3-1.7 1.7-5.3-5.3-5.3 5.3-1.7-1.7 5.3-5.3L5 6.7 6.7 5l5.3 5.3Z",
  };

  /* COLOURS */

  /** A colour of any CSS notation as #rrggbb; undefined for one that is none, or is not opaque. */
  const asHex = (value, probe) => {
    if (!value || !CSS.supports("color", value)) return undefined;
    const mixable = `color-mix(in srgb, ${value}, ${value})`;
    probe.style.color = CSS.supports("color", mixable) ? mixable : value;
    const computed = getComputedStyle(probe).color;
    probe.style.color = "";
    const numbers = (computed.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
    if (numbers.length < 3 || (numbers[3] ?? 1) < 1) return undefined;
    const scale = computed.startsWith("color(") ? 255 : 1;
    return `#${numbers
      .slice(0, 3)
      .map((one) => Math.min(255, Math.max(0, Math.round(one * scale))).toString(16).padStart(2, "0"))
      .join("")}`;
  };

  const spoken = (tag) => Object.keys(WORDS).find((known) => known === String(tag ?? "").toLowerCase().split("-")[0]);

  const remembered = () => {
    try {
      return sessionStorage.getItem(STORED);
    } catch {
      return null;
    }
  };

  const remember = (state) => {
    try {
      sessionStorage.setItem(STORED, state);
    } catch {
      // A browser that keeps nothing forgets only whether the chat was open.
    }
  };

  const element = (name, properties = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };

  const drawing = (name) => {
    const svg = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    for (const [key, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["fill", "currentColor"]]) svg.setAttribute(key, value);
    path.setAttribute("d", SHAPES[name]);
    svg.append(path);
    return svg;
  };

  class AnnaiWidget extends HTMLElement {
    static observedAttributes = ["language", "position", "label", "theme"];

    #root = this.attachShadow({ mode: "open" });
    #probe;
    #launcherWords;
    #badge;
    #launcher;
    #notice;
    #link;
    #closing;
    #panel;
    #place;
    #spokenNews;
    #frame = null;
    #ready = false;
    #unread = 0;
    #heard = undefined;
    #identity = null;
    #patience = 0;
    #wantsFocus = false;
    #overflow = null;
    #left = new AbortController();

    constructor() {
      super();
      if ("adoptedStyleSheets" in this.#root && "replaceSync" in CSSStyleSheet.prototype) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(SHEET);
        this.#root.adoptedStyleSheets = [sheet];
      } else {
        this.#root.append(element("style", {}, SHEET));
      }
      this.#probe = element("span", { hidden: "" });
      this.#launcherWords = element("span", { class: "words" });
      this.#badge = element("span", { class: "badge", "aria-hidden": "true", hidden: "" });
      this.#launcher = element("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-controls": "annai-panel", part: "launcher" });
      this.#launcher.addEventListener("click", () => (this.isOpen ? this.hide() : this.show()));
      this.#notice = element("p", { role: "status" });
      this.#link = element("a", { target: "_blank", rel: "noopener", hidden: "" });
      this.#closing = element("button", { type: "button", class: "close" });
      this.#closing.addEventListener("click", () => this.hide());
      this.#panel = element("dialog", { class: "panel waiting", id: "annai-panel", part: "panel" }, element("div", { class: "instead" }, this.#notice, this.#link, this.#closing));
      this.#panel.addEventListener("cancel", (event) => {
        event.preventDefault();
        this.hide();
      });
      this.#panel.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.isComposing) return;
        event.preventDefault();
        this.hide();
      });
      this.#spokenNews = element("span", { class: "heard", role: "status" });
      this.#place = element("section", {}, this.#probe, this.#launcher, this.#spokenNews, this.#panel);
      this.#root.append(this.#place);
    }

    connectedCallback() {
      this.#left = new AbortController();
      const { signal } = this.#left;
      window.addEventListener("message", (event) => this.#onMessage(event), { signal });
      PHONE.addEventListener("change", () => this.#fit(), { signal });
      DARK.addEventListener("change", () => this.#paint(), { signal });
      window.visualViewport?.addEventListener("resize", () => this.#follow(), { signal });
      window.visualViewport?.addEventListener("scroll", () => this.#follow(), { signal });
      this.#word();
      this.#paint();
      const before = remembered();
      if (before === "open" || (before === null && this.hasAttribute("open"))) this.show({ focus: false });
      else if (before === "closed") this.#whenIdle(() => this.#load());
    }

    disconnectedCallback() {
      this.#left.abort();
      clearTimeout(this.#patience);
      this.#lock(false);
      this.#frame?.remove();
      this.#frame = null;
      this.#ready = false;
      this.#panel.close();
      this.#panel.classList.add("waiting");
    }

    attributeChangedCallback(name, before, now) {
      if (!this.isConnected || before === now) return;
      this.#word();
      this.#paint();
      if (name === "language" && this.language !== this.#heard) this.#tell({ type: "language", language: this.language });
    }

    /** Whether the chat is shown. */
    get isOpen() {
      return this.#panel.open;
    }

    /** How many messages have come in that were not seen. */
    get unread() {
      return this.#unread;
    }

    /** The language of the button, and of the chat as long as nobody has chosen another there. */
    get language() {
      return spoken(this.getAttribute("language")) ?? spoken(document.documentElement.lang) ?? (navigator.languages ?? []).map(spoken).find(Boolean) ?? Object.keys(WORDS)[0];
    }

    /** Shows the chat; by default the keyboard goes there. */
    show({ focus = true } = {}) {
      if (this.isOpen) return;
      this.#load();
      remember("open");
      this.#fit(true);
      this.#launcher.setAttribute("aria-expanded", "true");
      this.#count(0);
      this.#word();
      this.#tell({ type: "open", focus });
      if (focus && !this.#ready) this.#closing.focus();
      if (focus && this.#ready) this.#frame.focus();
      this.#wantsFocus = focus;
      this.dispatchEvent(new CustomEvent("annai-open", { bubbles: true, composed: true }));
    }

    /** Hides the chat, which goes on; the keyboard goes back to the button. */
    hide() {
      if (!this.isOpen) return;
      const inside = this.#root.activeElement && this.#panel.contains(this.#root.activeElement);
      remember("closed");
      this.#panel.close();
      this.#lock(false);
      this.#launcher.setAttribute("aria-expanded", "false");
      this.#word();
      this.#tell({ type: "close" });
      if (inside || document.activeElement === document.body) this.#launcher.focus();
      this.dispatchEvent(new CustomEvent("annai-close", { bubbles: true, composed: true }));
    }

    /** Tells the chat who the customer is, by a token that this site's server has signed and that is good once. */
    identify(token) {
      this.#identity = String(token);
      this.#tellIdentity();
    }

    #tellIdentity() {
      if (!this.#ready || this.#identity === null) return;
      this.#tell({ type: "identity", token: this.#identity });
      this.#identity = null;
    }

    #load() {
      if (this.#frame) return;
      const chat = new URL("chat", BASE);
      chat.searchParams.set("language", this.language);
      this.#frame = element("iframe", { src: chat.href, title: this.#words.open, referrerpolicy: "origin", allow: "clipboard-write", loading: "eager" });
      this.#panel.append(this.#frame);
      this.#link.href = chat.href;
      this.#notice.textContent = this.#words.loading;
      this.#frame.addEventListener("load", () => this.#wait(ANSWER_MS));
      this.#wait(PATIENCE_MS);
    }

    #wait(milliseconds) {
      clearTimeout(this.#patience);
      if (!this.#ready) this.#patience = setTimeout(() => this.#giveUp(), milliseconds);
    }

    /** The frame did not answer: it may be refused here, or away. */
    #giveUp() {
      this.#notice.textContent = this.#words.notHere;
      this.#link.hidden = false;
    }

    #whenIdle(run) {
      if ("requestIdleCallback" in window) requestIdleCallback(() => this.isConnected && run(), { timeout: 4000 });
      else setTimeout(() => this.isConnected && run(), 1500);
    }

    // How it looks.

    get #words() {
      return WORDS[this.#heard ?? this.language] ?? Object.values(WORDS)[0] ?? {};
    }

    #word() {
      const words = this.#words;
      const label = (this.getAttribute("label") ?? "").slice(0, 60) || words.open;
      const open = this.isOpen;
      const news = this.#unread > 0 ? words.unread.replace("{count}", this.#unread) : "";
      this.lang = this.#heard ?? this.language;
      this.#launcherWords.textContent = open ? words.close : label;
      this.#badge.textContent = String(this.#unread);
      this.#badge.hidden = !news;
      this.#launcher.replaceChildren(drawing(open ? "cross" : "talk"), this.#launcherWords, this.#badge);
      this.#launcher.className = `launcher ${this.#side}${this.hasAttribute("label") ? " worded" : ""}`;
      this.#launcher.setAttribute("aria-label", [open ? words.close : label, news].filter(Boolean).join(", "));
      this.#place.setAttribute("aria-label", words.open);
      this.#panel.setAttribute("aria-label", label);
      this.#panel.classList.remove("left", "right");
      this.#panel.classList.add(this.#side);
      if (this.#frame) this.#frame.title = label;
      this.#link.textContent = words.ownWindow;
      this.#closing.textContent = words.close;
    }

    get #side() {
      return this.getAttribute("position") === "left" ? "left" : "right";
    }

    get #scheme() {
      const asked = this.getAttribute("theme");
      return asked === "light" || asked === "dark" ? asked : DARK.matches ? "dark" : "light";
    }

    /** What the site's own CSS says of the chat's looks, as far as it is on the list and makes sense. */
    get #values() {
      const style = getComputedStyle(this);
      const own = (name) => style.getPropertyValue(`--annai-${name}`).trim();
      const radius = /^(\d{1,3})(\.\d+)?px$/.exec(own("radius"));
      const font = own("font");
      return {
        accent: asHex(own("accent"), this.#probe),
        surface: asHex(own("surface"), this.#probe),
        radius: radius ? Math.min(LARGEST_RADIUS, Number(radius[1])) : undefined,
        font: FONT.test(font) ? font : undefined,
      };
    }

    #paint() {
      const { accent, surface, radius, font } = this.#values;
      const dark = this.#scheme === "dark";
      const ground = surface ?? (dark ? "#1a211e" : "#ffffff");
      const button = accent ?? (dark ? "#63cdb5" : "#0b665a");
      const looks = {
        "--accent": button,
        "--on-accent": inkOn(button),
        "--text-accent": readable(button, ground),
        "--focus": readable(button, ground),
        "--surface": ground,
        "--ink": inkOn(ground),
        "--radius": `${radius ?? 14}px`,
        "--font": font ?? 'system-ui, -apple-system, "Segoe UI", "Hiragino Sans", "Yu Gothic UI", Meiryo, "Noto Sans JP", sans-serif',
      };
      for (const part of [this.#launcher, this.#panel]) for (const [name, value] of Object.entries(looks)) part.style.setProperty(name, value);
      this.#tell(this.#theme());
    }

    #theme() {
      const asked = this.getAttribute("theme");
      const values = Object.fromEntries(Object.entries(this.#values).filter(([, value]) => value !== undefined));
      return { type: "theme", scheme: asked === "light" || asked === "dark" ? asked : "auto", values };
    }

    /** A window beside the page; on a phone the whole screen, with the page out of reach. */
    #fit(opens = false) {
      const full = PHONE.matches;
      if (!opens && !this.isOpen) return;
      if (opens || full !== this.#panel.classList.contains("full")) {
        if (this.isOpen) this.#panel.close();
        this.#panel.classList.toggle("full", full);
        // show() and showModal() move the focus; the frame takes it when it is told to.
        const focused = this.#root.activeElement ?? document.activeElement;
        if (full) this.#panel.showModal();
        else this.#panel.show();
        if (!full) focused?.focus?.({ preventScroll: true });
        this.#lock(full);
      }
      this.#follow();
    }

    /** The keyboard of a phone takes its room from the page, not from the frame. */
    #follow() {
      const view = window.visualViewport;
      const shrunk = view && this.#panel.classList.contains("full") && view.scale < 1.01;
      for (const [name, value] of [["--height", view?.height], ["--top", view?.offsetTop]]) {
        if (shrunk) this.#panel.style.setProperty(name, `${value}px`);
        else this.#panel.style.removeProperty(name);
      }
    }

    #lock(full) {
      const page = document.documentElement.style;
      if (full && this.#overflow === null) {
        this.#overflow = page.overflow;
        page.overflow = "hidden";
      } else if (!full && this.#overflow !== null) {
        page.overflow = this.#overflow;
        this.#overflow = null;
      }
    }

    #count(count) {
      if (count === this.#unread) return;
      this.#unread = count;
      this.#word();
      this.#spokenNews.textContent = count > 0 ? this.#words.unread.replace("{count}", count) : "";
      this.dispatchEvent(new CustomEvent("annai-unread", { bubbles: true, composed: true, detail: count }));
    }

    // What passes between the page and the frame.

    #tell(message) {
      if (this.#ready) this.#frame?.contentWindow?.postMessage({ annai: PROTOCOL, ...message }, BASE.origin);
    }

    #onMessage(event) {
      if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== BASE.origin) return;
      const message = event.data;
      if (typeof message !== "object" || message === null || message.annai !== PROTOCOL) return;
      switch (message.type) {
        case "ready":
          return this.#onReady();
        case "close":
          return this.hide();
        case "unread":
          if (Number.isInteger(message.count) && message.count >= 0) this.#count(this.isOpen ? 0 : Math.min(message.count, MOST_UNREAD));
          return;
        case "resize":
          if (typeof message.large === "boolean") this.#panel.classList.toggle("large", message.large);
          return;
        case "language":
          if (typeof message.language !== "string" || !spoken(message.language)) return;
          this.#heard = spoken(message.language);
          return this.#word();
      }
    }

    #onReady() {
      clearTimeout(this.#patience);
      const held = this.#root.activeElement === this.#closing;
      this.#ready = true;
      this.#panel.classList.remove("waiting");
      this.#link.hidden = true;
      this.#tell(this.#theme());
      this.#tellIdentity();
      const focus = this.isOpen && (held || (this.#wantsFocus && document.activeElement === this));
      this.#tell(this.isOpen ? { type: "open", focus } : { type: "close" });
      if (focus) this.#frame.focus();
    }
  }

  customElements.define("annai-widget", AnnaiWidget);

  /** A page without the element gets one, with what the script's data attributes say. */
  const place = () => {
    if (document.querySelector("annai-widget")) return;
    const widget = document.createElement("annai-widget");
    for (const name of ["language", "position", "label", "theme"]) if (SCRIPT?.dataset[name]) widget.setAttribute(name, SCRIPT.dataset[name]);
    if (SCRIPT?.dataset.open !== undefined && SCRIPT.dataset.open !== "false") widget.setAttribute("open", "");
    document.body.append(widget);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place, { once: true });
  else place();
})();
