/**
 * The site that shows the chat in a frame with the widget. What passes is small, of a fixed shape, and holds no word of the
 * conversation; what comes from any other window or origin is not looked at.
 */

const PROTOCOL = 1;

/** The compact form of a signed token (RFC 7515, section 3.1). */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const LONGEST_TOKEN = 4096;

const originOf = (address) => {
  try {
    return new URL(address).origin;
  } catch {
    return null;
  }
};

/** Where the page around is from; null for a page that is in no frame, or does not tell. */
const hostOrigin = () => {
  if (window.parent === window) return null;
  const origin = location.ancestorOrigins?.[0] ?? originOf(document.referrer);
  return origin === "null" ? null : origin;
};

export class Host {
  #origin = hostOrigin();
  #hooks;

  /** hooks: opened(focus), closed(), asked for a language, asked for a theme, told who the customer is by a signed token. */
  constructor(hooks) {
    this.#hooks = hooks;
  }

  /** Whether another page shows this one. */
  get present() {
    return this.#origin !== null;
  }

  listen() {
    if (!this.present) return;
    window.addEventListener("message", (event) => {
      if (event.source === window.parent && event.origin === this.#origin) this.#read(event.data);
    });
    this.#tell({ type: "ready" });
  }

  close() {
    this.#tell({ type: "close" });
  }

  unread(count) {
    this.#tell({ type: "unread", count });
  }

  resize(large) {
    this.#tell({ type: "resize", large });
  }

  language(language) {
    this.#tell({ type: "language", language });
  }

  #tell(message) {
    if (this.present) window.parent.postMessage({ annai: PROTOCOL, ...message }, this.#origin);
  }

  #read(message) {
    if (typeof message !== "object" || message === null || message.annai !== PROTOCOL) return;
    switch (message.type) {
      case "open":
        return this.#hooks.opened(message.focus === true);
      case "close":
        return this.#hooks.closed();
      case "language":
        return typeof message.language === "string" && this.#hooks.language(message.language);
      case "theme":
        return this.#hooks.theme(message.scheme, message.values);
      case "identity":
        return typeof message.token === "string" && message.token.length <= LONGEST_TOKEN && TOKEN.test(message.token) && this.#hooks.identified(message.token);
    }
  }
}
