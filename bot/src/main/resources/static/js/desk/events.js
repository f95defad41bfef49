/**
 * Hints of what has changed at the desk, so that pages need not ask all the time. Only a page that is looked
 * at listens: a browser opens few connections to a host. Without hints pages ask as before.
 */

const ADDRESS = "api/v1/desk/events";
const AGAIN_MS = 30_000;

class Events {
  #listeners = new Set();
  #source = null;
  #again = null;

  /** Whether hints come now. */
  live = false;

  constructor() {
    document.addEventListener("visibilitychange", () => this.#open());
    window.addEventListener("online", () => this.#open());
  }

  /** Calls with each hint, `{ queue, conversations, everything }`, until the signal ends it. */
  listen(told, signal) {
    this.#listeners.add(told);
    this.#open();
    signal.addEventListener("abort", () => {
      this.#listeners.delete(told);
      // another page may listen in the same moment
      setTimeout(() => this.#open());
    });
  }

  #open() {
    const wanted = this.#listeners.size > 0 && !document.hidden;
    if (!wanted) return this.#close();
    if (this.#source) return;
    const source = new EventSource(ADDRESS);
    this.#source = source;
    source.onopen = () => (this.live = true);
    source.onmessage = ({ data }) => {
      const hint = JSON.parse(data);
      for (const told of [...this.#listeners]) told(hint);
    };
    source.onerror = () => {
      this.live = false;
      if (source.readyState !== EventSource.CLOSED) return;
      this.#close();
      this.#again = setTimeout(() => this.#open(), AGAIN_MS);
    };
  }

  #close() {
    clearTimeout(this.#again);
    this.#source?.close();
    this.#source = null;
    this.live = false;
  }
}

export const events = new Events();

/** Whether a hint is about what a path of the API tells; null when none ever is. */
export const concerns = (path, { queue, conversations, everything } = {}) => {
  const [address, query = ""] = path.split("?");
  if (address === "/conversations") {
    return everything || queue || (["open", "mine"].includes(new URLSearchParams(query).get("list")) && conversations?.length > 0);
  }
  const id = /^\/conversations\/([^/]+)$/.exec(address)?.[1];
  return id ? everything || !!conversations?.includes(decodeURIComponent(id)) : null;
};
