/**
 * Files: chosen, taken with the camera, pasted or dropped; sent one after another with their
 * progress, and shown. A file waits on the page only: a reload forgets what was not sent.
 */

import { Refusal } from "./connection.js";
import { element, icon } from "./dom.js";
import { fill, labels } from "./labels.js";

const MAX_BYTES = 10 * 1024 * 1024;
const ACCEPTED = "image/png,image/jpeg,image/gif,image/webp,image/heic,application/pdf,text/plain,message/rfc822,.eml,.log,.txt";
const KEEPS_PICTURES = 40;

export const sizeOf = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

/** The refusal in the customer's words. */
const why = (failure, { files, fileRefusals }) => {
  if (!(failure instanceof Refusal)) return files.notSent;
  const reason = failure.problem?.reason;
  return fileRefusals[reason] ?? (failure.status === 413 ? fileRefusals["too-large"] : failure.passes ? files.notSent : files.refused);
};

/** What an element takes from the clipboard or a drag, and the buttons that open a chooser. */
export class FileSender {
  #language;
  #connection;
  #busy = false;
  #items = [];

  /** `language` and `connection` give what is so at the moment. */
  constructor({ language, connection }) {
    this.#language = language;
    this.#connection = connection;
    this.list = element("ul", { class: "sending-files" });
    this.status = element("p", { class: "visually-hidden", role: "status" });
  }

  get #words() {
    return labels(this.#language()).files;
  }

  get #refusals() {
    return labels(this.#language()).fileRefusals;
  }

  /** The buttons; the one of the camera shows on phones. */
  buttons() {
    const w = this.#words;
    const chooser = (camera) => {
      const input = element("input", { type: "file", hidden: true, tabindex: "-1", "aria-hidden": "true", ...(camera ? { accept: "image/*", capture: "environment" } : { accept: ACCEPTED, multiple: true }) });
      input.addEventListener("change", () => {
        this.add(input.files);
        input.value = "";
      });
      return [
        element("button", { type: "button", class: camera ? "icon-button attach camera" : "icon-button attach", "data-action": camera ? "camera" : "attach", "aria-label": camera ? w.camera : w.attach, title: camera ? w.camera : w.attach, onclick: () => input.click() }, icon(camera ? "camera" : "attach")),
        input,
      ];
    };
    this.list.setAttribute("aria-label", w.sending);
    return [...chooser(false), ...chooser(true)];
  }

  /** Takes what is pasted and dropped there; words that are pasted are left alone. */
  listen(target) {
    target.addEventListener("paste", (event) => {
      if (!event.clipboardData?.files.length) return;
      event.preventDefault();
      this.add(event.clipboardData.files);
    });
    const over = (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      target.classList.toggle("drop-here", event.type === "dragover");
      if (event.type === "drop") this.add(event.dataTransfer.files);
    };
    target.addEventListener("dragover", over);
    target.addEventListener("drop", over);
    target.addEventListener("dragleave", (event) => target.contains(event.relatedTarget) || target.classList.remove("drop-here"));
  }

  add(files) {
    for (const file of files) {
      const item = { file, id: newId(), state: "waiting", connection: this.#connection() };
      item.node = this.#draw(item);
      this.#items.push(item);
      this.list.append(item.node);
      if (file.size > MAX_BYTES) this.#fail(item, this.#refusals["too-large"], false);
      else if (file.size === 0) this.#fail(item, this.#refusals.empty, false);
    }
    this.#work();
  }

  /** Gives all up that was not sent: the conversation is another one. */
  clear() {
    [...this.#items].forEach((item) => this.#drop(item));
  }

  #draw(item) {
    const w = this.#words;
    item.bar = element("progress", { max: "100", value: "0", "aria-label": fill(w.progress, { name: item.file.name }) });
    item.words = element("span", { class: "file-words" }, w.waiting);
    item.again = element("button", { type: "button", class: "button small", hidden: true, onclick: () => this.#retry(item) }, w.retry);
    item.cancel = element("button", { type: "button", class: "icon-button", "aria-label": fill(w.cancel, { name: item.file.name }), onclick: () => this.#drop(item) }, icon("failed"));
    return element("li", { class: "sending-file" }, element("span", { class: "file-name" }, element("bdi", {}, item.file.name)), item.bar, item.words, item.again, item.cancel);
  }

  #drop(item) {
    const next = item.node.nextElementSibling ?? item.node.previousElementSibling;
    const focused = item.node.contains(document.activeElement);
    item.state = "dropped";
    item.request?.abort();
    item.node.remove();
    this.#items = this.#items.filter((other) => other !== item);
    if (focused) (next?.querySelector("button:not([hidden])") ?? document.querySelector("[data-action=attach]"))?.focus();
  }

  #retry(item) {
    item.state = "waiting";
    item.again.hidden = true;
    item.node.classList.remove("failed");
    item.words.textContent = this.#words.waiting;
    item.cancel.focus();
    this.#work();
  }

  #fail(item, words, retry) {
    item.state = "failed";
    item.node.classList.add("failed");
    item.bar.hidden = true;
    item.words.textContent = words;
    item.again.hidden = !retry;
    this.status.textContent = `${item.file.name}: ${words}`;
  }

  async #work() {
    if (this.#busy) return;
    this.#busy = true;
    for (let item; (item = this.#items.find((one) => one.state === "waiting")); ) await this.#send(item);
    this.#busy = false;
  }

  async #send(item) {
    const w = this.#words;
    item.state = "sending";
    item.bar.hidden = false;
    item.words.textContent = w.beingSent;
    try {
      await item.connection.attach(item.id, item.file, {
        begun: (request) => (item.request = request),
        progress: (part) => {
          item.bar.value = part * 100;
          item.words.textContent = `${Math.round(part * 100)} %`;
        },
      });
      this.status.textContent = fill(w.sent, { name: item.file.name });
      this.#drop(item);
    } catch (failure) {
      if (item.state === "dropped") return;
      this.#fail(item, why(failure, labels(this.#language())), !(failure instanceof Refusal) || failure.passes);
    }
  }
}

/** Draws the row of a file. `open` gives a link of a file by its id, `picture` a blob: address of one. */
export const fileRow = (body, language, { open, picture }) => {
  const w = labels(language).files;
  const link = element("a", { class: "file-name", href: "#", role: "button" }, element("bdi", {}, body.name));
  const said = element("span", { class: "hint", role: "status" });
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    said.textContent = "";
    try {
      const { url } = await open(body.id);
      const target = element("a", { href: url, rel: "noopener noreferrer", ...(body.picture ? { target: "_blank" } : { download: body.name }) });
      target.click();
    } catch {
      said.textContent = w.notOpened;
    }
  });
  const node = element("div", { class: "file" }, icon("attach"), element("div", {}, link, element("span", { class: "hint" }, ` ${sizeOf(body.bytes)}`), said));
  if (body.picture) thumbnail(node, body, picture, w);
  return node;
};

/** A picture is fetched when it is to be seen. */
const thumbnail = (node, body, picture, w) => {
  const image = element("img", { class: "thumbnail", alt: fill(w.picture, { name: body.name }), hidden: true });
  node.append(image);
  const watch = new IntersectionObserver(async (seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    const address = await picture(body.id).catch(() => null);
    if (!address) return;
    image.addEventListener("error", () => image.remove(), { once: true });
    image.src = address;
    image.hidden = false;
  });
  watch.observe(node);
};

/** Blob addresses of pictures by file, so that a transcript that is drawn anew fetches none again; the oldest go. */
export class Pictures {
  #kept = new Map();
  #link;

  /** `link` gives a link of a file by its id. */
  constructor(link) {
    this.#link = link;
  }

  async address(id) {
    if (!this.#kept.has(id)) this.#kept.set(id, this.#fetch(id));
    if (this.#kept.size > KEEPS_PICTURES) {
      const [oldest, address] = this.#kept.entries().next().value;
      this.#kept.delete(oldest);
      address.then((one) => URL.revokeObjectURL(one)).catch(() => {});
    }
    return this.#kept.get(id);
  }

  async #fetch(id) {
    try {
      const { url } = await this.#link(id);
      const response = await fetch(url, { credentials: "omit" });
      if (!response.ok) throw new Refusal(response.status);
      return URL.createObjectURL(await response.blob());
    } catch (failure) {
      this.#kept.delete(id);
      throw failure;
    }
  }
}

/** 128 random bits; randomUUID is there on secure pages only. */
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
