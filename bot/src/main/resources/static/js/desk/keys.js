/** Single keys: only where nothing is being written, and only while they are wanted. */

import { element } from "../dom.js";

const STORED = "annai.desk.keys";

export const keysWanted = () => localStorage.getItem(STORED) !== "off";

const writes = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;

/** Hands keys to the view that is shown; "?" tells what they do. */
export const listenToKeys = (desk) =>
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !desk.me) return;
    if (writes(event.target) || document.querySelector("dialog[open]")) return;
    if (!keysWanted()) return;
    const work = event.key === "?" ? () => showKeys(desk) : desk.keys[event.key];
    if (!work) return;
    event.preventDefault();
    work();
  });

/** What the keys do, and whether they do it. */
export const showKeys = (desk) => {
  const w = desk.words.keys;
  const wanted = element("input", { type: "checkbox", name: "keys" });
  wanted.checked = keysWanted();
  wanted.addEventListener("change", () => localStorage.setItem(STORED, wanted.checked ? "on" : "off"));
  const dialog = element(
    "dialog",
    { class: "sheet", "aria-label": w.title },
    element(
      "form",
      { method: "dialog" },
      element("h2", {}, w.title),
      element("dl", { class: "facts" }, ...w.list.flatMap(([keys, what]) => [element("dt", {}, ...keys.map((key) => element("kbd", {}, key))), element("dd", {}, what)])),
      element("label", { class: "pick" }, wanted, element("span", {}, w.wanted)),
      element("div", { class: "actions" }, element("button", { type: "submit", class: "button primary" }, desk.words.close)),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("button").focus();
};

/** The next or the one before of the links in the list that is shown. */
export const moveIn = (list, step) => {
  const links = [...list.querySelectorAll("a.item")];
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
};
