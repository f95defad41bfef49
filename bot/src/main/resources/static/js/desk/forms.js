/** Forms and questions in the house's way. */

import { copyButton, element } from "../dom.js";

let fields = 0;

/** A labelled input; `.input` of the answer is the control itself. */
export const field = (label, properties = {}, hint = null, control = null) => {
  const id = `field-${++fields}`;
  const input = control ?? element("input", properties);
  input.id = id;
  const node = element("div", { class: "field" }, element("label", { for: id }, label), input);
  if (hint) {
    input.setAttribute("aria-describedby", `${id}-hint`);
    node.append(element("p", { class: "hint", id: `${id}-hint` }, hint));
  }
  node.input = input;
  return node;
};

/** A labelled list; `options` are pairs of value and words. */
export const choice = (label, options, value, name) => {
  const select = element("select", { name }, ...options.map(([id, text]) => element("option", { value: id }, text)));
  select.value = value;
  return field(label, {}, null, select);
};

/** Two or three ways, one of which holds; `changed` hears of another one. */
export const segments = (label, name, options, value, changed) =>
  element(
    "fieldset",
    { class: "segments" },
    element("legend", { class: "visually-hidden" }, label),
    ...options.map(([id, text]) => {
      const input = element("input", { type: "radio", name, value: id, onchange: () => changed(id) });
      input.checked = id === value;
      return element("label", {}, input, element("span", {}, text));
    }),
  );

/** A form that does one thing at a time and says what went wrong. */
export const form = (properties, parts, label, work) => {
  const error = element("p", { class: "error", role: "alert" });
  const button = element("button", { type: "submit", class: "button primary" }, label);
  const node = element("form", { novalidate: true, ...properties }, ...parts, error, element("div", { class: "actions" }, button));
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    error.textContent = "";
    try {
      await work();
    } catch (problem) {
      error.textContent = problem.message;
    } finally {
      button.disabled = false;
    }
  });
  return node;
};

/** A question in a dialog; answers what was entered, or null when it was cancelled. */
export const question = ({ title, text, ask = null, most = 4000, required = false, go, cancel, destructive = false }) =>
  new Promise((resolve) => {
    const input = ask && element("textarea", { rows: "3", maxlength: String(most) });
    const answer = input ? field(ask, {}, null, input) : null;
    const done = element("button", { type: "submit", class: `button ${destructive ? "destructive" : "primary"}`, value: "go" }, go);
    const dialog = element(
      "dialog",
      { class: "sheet", "aria-label": title },
      element(
        "form",
        { method: "dialog" },
        element("h2", {}, title),
        text && element("p", {}, text),
        answer,
        element("div", { class: "actions" }, element("button", { type: "button", class: "button", onclick: () => dialog.close("") }, cancel), done),
      ),
    );
    if (required) {
      done.disabled = true;
      input.addEventListener("input", () => (done.disabled = !input.value.trim()));
    }
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "go" ? (input?.value.trim() ?? "") : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    (input ?? done).focus();
  });

/** Shows something to be copied and handed on. */
export const shown = ({ title, text, value, copy, copied, close }) => {
  const dialog = element(
    "dialog",
    { class: "sheet", "aria-label": title },
    element("h2", {}, title),
    element("p", {}, text),
    element("p", { class: "code" }, value),
    element("div", { class: "actions" }, copyButton(value, copy, copied), element("button", { type: "button", class: "button primary small", onclick: () => dialog.close() }, close)),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
};

/** A heading that takes the focus when its view is shown. */
export const heading = (text, ...more) => element("h1", { tabindex: "-1" }, text, ...more);

/** Whether Enter is to send: not while an input method converts, not with Shift. */
export const sends = (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;

/** Up and down move through the links of a list. */
export const roving = (list) =>
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const links = [...list.querySelectorAll("a.item")];
    const at = links.indexOf(document.activeElement);
    const next = links[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });
