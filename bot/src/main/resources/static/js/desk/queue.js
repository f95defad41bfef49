/** The conversations that wait, and all that are open. */

import { element, icon } from "../dom.js";
import { Poll } from "./api.js";
import { heading, roving } from "./forms.js";
import { elapsed, moment } from "./words.js";

const LATE_MINUTES = 5;
const REDRAW_MS = 20_000;

export const queueView = (desk, list) => {
  const w = desk.words.queue;
  const items = element("ul", { class: "items", "aria-label": list === "waiting" ? w.waiting : w.open });
  const status = element("p", { class: "visually-hidden", role: "status" });
  roving(items);
  const tab = (name, hash, label) => element("a", { href: hash, "aria-current": list === name ? "page" : false }, label);
  const node = element(
    "section",
    {},
    element(
      "div",
      { class: "view-head" },
      heading(desk.words.sections.queue),
      element("nav", { class: "tabs", "aria-label": w.lists }, tab("waiting", "#/queue", w.waiting), tab("open", "#/open", w.open)),
    ),
    status,
    items,
  );
  let shown = null;
  const draw = () => shown && fill(desk, items, list, shown);
  const start = (signal) => {
    items.append(element("li", { class: "empty" }, desk.words.loading));
    const clock = setInterval(draw, REDRAW_MS);
    signal.addEventListener("abort", () => clearInterval(clock));
    new Poll({
      path: () => `/conversations?list=${list}&language=${desk.language}`,
      told: (answer) => {
        shown = answer;
        desk.waiting = answer.waiting;
        status.textContent = w.waits(answer.waiting);
        draw();
      },
      trouble: desk.trouble,
      signal,
    });
  };
  return { title: list === "waiting" ? w.waiting : w.open, node, start };
};

/** Draws anew without losing the place of the keyboard. */
const fill = (desk, items, list, { waiting, conversations }) => {
  const focused = items.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  const w = desk.words.queue;
  const more = list === "waiting" ? waiting - conversations.length : 0;
  items.replaceChildren(
    ...conversations.map((one) => item(desk, one)),
    ...(conversations.length ? [] : [empty(w, list)]),
    ...(more > 0 ? [element("li", { class: "empty" }, w.more(more))] : []),
  );
  if (focused) items.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
};

const empty = (w, list) =>
  element("li", { class: "empty" }, icon("good"), element("p", {}, list === "waiting" ? w.nobody : w.noneOpen), list === "waiting" && element("p", { class: "hint" }, w.nobodyHint));

const item = (desk, one) => {
  const { words } = desk;
  const waits = one.calledAt && one.state !== "with-agent";
  const late = waits && Date.now() - Date.parse(one.calledAt) > LATE_MINUTES * 60_000;
  return element(
    "li",
    {},
    element(
      "a",
      { class: "item", href: `#/conversation/${encodeURIComponent(one.id)}`, "data-id": one.id },
      element(
        "span",
        { class: "item-main" },
        element("span", { class: "item-words" }, one.words || words.queue.noWords),
        element(
          "span",
          { class: "item-meta" },
          waits && element("span", { class: `mark ${late ? "late" : "due"}` }, words.reasons[one.calledFor] ?? one.calledFor),
          !waits && element("span", { class: `mark ${one.agent ? "held" : ""}` }, one.agent ?? words.states[one.state] ?? one.state),
          one.mailClientName && element("span", {}, one.mailClientName),
          element("span", {}, words.languages[one.language] ?? one.language),
          one.ticket && element("span", {}, one.ticket.key),
        ),
      ),
      element(
        "span",
        { class: `item-time ${late ? "late" : ""}` },
        element("span", { class: "hint" }, waits ? words.queue.since : words.queue.last),
        element("span", {}, waits ? elapsed(one.calledAt, desk.language) : one.lastAt ? moment(one.lastAt, desk.language) : "–"),
      ),
    ),
  );
};
