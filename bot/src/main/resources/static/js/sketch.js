/** The sketch of a step: a picture, the language of the screen in it, and the picture enlarged. */

import { element } from "./dom.js";

const SCREENS = ["ja", "en"];

/** Only ever a sketch of our own: the row is data. */
const ADDRESS = /^procedures\/[a-z0-9-]+\/steps\/(confirm|check|change)\/[a-z0-9-]+\.svg\?[a-z0-9=&-]*$/;

const PAGE = /^procedures\/[a-z0-9-]+\?[a-z0-9=&-]*$/;

/** The screen that was looked at last; its language rarely changes from step to step. */
let chosen = null;

/** The sketch of a step's row; null when it has none. */
export const sketch = ({ sketch: shown }, language, words) => {
  if (!shown || !ADDRESS.test(shown.address)) return null;
  const image = picture(shown);
  const toggles = SCREENS.map((screen) =>
    element("button", { type: "button", onclick: () => show(screen) }, words.screens[screen]),
  );
  const show = (screen) => {
    chosen = screen;
    image.src = `${shown.address}&screen=${screen}`;
    toggles.forEach((toggle, at) => toggle.setAttribute("aria-pressed", String(SCREENS[at] === screen)));
  };
  show(chosen ?? (SCREENS.includes(language) ? language : "en"));
  return element(
    "figure",
    { class: "step-sketch" },
    element(
      "button",
      { type: "button", class: "enlarge", onclick: () => enlarge(shown, image.src, words) },
      image,
      element("span", { class: "visually-hidden" }, words.enlarge),
    ),
    element("figcaption", { class: "languages", role: "group", "aria-label": words.screenLanguage }, ...toggles),
  );
};

/** The link to the whole procedure; null when the row has none. */
export const pageLink = ({ page }, words) =>
  page && PAGE.test(page)
    ? element("p", { class: "all-steps" }, element("a", { href: page, target: "_blank", rel: "noopener" }, words.allSteps))
    : null;

const picture = (shown) =>
  element("img", { class: "sketch", alt: String(shown.text ?? ""), width: Number(shown.width) || 320, height: Number(shown.height) || 160 });

const enlarge = (shown, source, words) => {
  const image = picture(shown);
  image.src = source;
  const dialog = element(
    "dialog",
    { class: "sheet sketch-sheet", "aria-label": words.enlarge },
    image,
    element(
      "div",
      { class: "actions" },
      element("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() }, words.close),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
};
