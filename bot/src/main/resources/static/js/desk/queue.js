/** The conversations that wait, and all that are open. */

import { element, icon } from "../dom.js";
import { Poll, ask } from "./api.js";
import { choice, field, form, heading, roving } from "./forms.js";
import { moveIn } from "./keys.js";
import { elapsed, moment } from "./words.js";

const LATE_MINUTES = 5;
const REDRAW_MS = 20_000;

export const queueView = (desk, list) => {
  const w = desk.words.queue;
  const items = element("ul", { class: "items", "aria-label": list === "waiting" ? w.waiting : w.open });
  const status = element("p", { class: "visually-hidden", role: "status" });
  roving(items);
  const mine = element("ul", { class: "items", "aria-label": w.mine });
  roving(mine);
  const mineBox = element("section", { class: "mine", hidden: true }, element("h2", {}, w.mine), mine);
  const tab = (name, hash, label) => element("a", { href: hash, "aria-current": list === name ? "page" : false }, label);
  const node = element(
    "section",
    {},
    element(
      "div",
      { class: "view-head" },
      heading(desk.words.sections.queue),
      element("nav", { class: "tabs", "aria-label": w.lists }, tab("waiting", "#/queue", w.waiting), tab("open", "#/open", w.open), tab("search", "#/search", w.search)),
    ),
    status,
    mineBox,
    items,
  );
  let shown = null;
  const draw = () => {
    if (!shown) return;
    mineBox.hidden = !shown.mine.length;
    fill(desk, mine, "mine", { waiting: 0, conversations: shown.mine });
    fill(desk, items, list, shown);
  };
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
  return { title: list === "waiting" ? w.waiting : w.open, node, start, keys: keysOf(node) };
};

const keysOf = (node) => ({
  j: () => moveIn(node, 1),
  k: () => moveIn(node, -1),
  "/": () => (node.querySelector("input[type='search']") ? node.querySelector("input[type='search']").focus() : (location.hash = "#/search")),
});

/** Looks among all conversations of a year; what is looked for is in the address. */
export const searchView = (desk, query = "") => {
  const w = desk.words.queue;
  const asked = new URLSearchParams(query);
  const value = (name) => asked.get(name) ?? "";
  const page = Number(value("page")) || 0;
  const text = field(w.text, { name: "text", type: "search", maxlength: "200", autofocus: true }, w.textHint);
  text.input.value = value("text");
  const held = choice(w.held, [["", w.any], ...Object.entries(w.helds)], value("held"), "held");
  const mailClient = choice(w.mailClient, [["", w.any]], "", "mailClient");
  const agent = choice(w.agent, [["", w.any]], "", "agent");
  const parts = [text, held, mailClient, agent];
  const goTo = (next) => {
    const wanted = new URLSearchParams();
    for (const part of parts) if (part.input.value.trim()) wanted.set(part.input.name, part.input.value.trim());
    if (next) wanted.set("page", String(next));
    const hash = `#/search/${encodeURIComponent(wanted.toString())}`;
    if (location.hash === hash) desk.show();
    else location.hash = hash;
  };
  const items = element("ul", { class: "items", "aria-label": w.found }, element("li", { class: "empty" }, query ? desk.words.loading : w.searchHint));
  roving(items);
  const status = element("p", { class: "visually-hidden", role: "status" });
  const pages = element("nav", { class: "pages", "aria-label": desk.words.tickets.pages });
  const tab = (name, hash, label) => element("a", { href: hash, "aria-current": name === "search" ? "page" : false }, label);
  const node = element(
    "section",
    {},
    element("div", { class: "view-head" }, heading(desk.words.sections.queue), element("nav", { class: "tabs", "aria-label": w.lists }, tab("waiting", "#/queue", w.waiting), tab("open", "#/open", w.open), tab("search", "#/search", w.search))),
    element("search", {}, form({ class: "filter", "aria-label": w.search }, parts, w.search, async () => goTo(0))),
    status,
    items,
    pages,
  );
  const start = async () => {
    try {
      const [clients, colleagues, found] = await Promise.all([
        ask(`/mail-clients?language=${desk.language}`),
        ask("/colleagues"),
        query ? ask(`/conversations/search?${asked}&language=${desk.language}`) : null,
      ]);
      options(mailClient, clients.mailClients.map((one) => [one.id, one.name]), value("mailClient"));
      options(agent, colleagues.colleagues.map((one) => [one.name, one.name]), value("agent"));
      if (!found) return;
      items.replaceChildren(...(found.conversations.length ? found.conversations.map((one) => item(desk, one)) : [element("li", { class: "empty" }, w.noneFound)]));
      status.textContent = found.conversations.length ? w.foundCount(found.conversations.length) : w.noneFound;
      const button = (label, next) => element("button", { type: "button", class: "button small", onclick: () => goTo(next) }, label);
      pages.replaceChildren(...[page > 0 && button(desk.words.tickets.newer, page - 1), found.more && page < 19 && button(desk.words.tickets.older, page + 1)].filter(Boolean));
    } catch (failure) {
      desk.trouble(failure);
    }
  };
  return { title: w.search, node, start, keys: keysOf(node) };
};

const options = (select, more, value) => {
  select.input.append(...more.map(([id, text]) => element("option", { value: id }, text)));
  select.input.value = value;
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
          one.passedBy && element("span", { class: "mark due" }, words.queue.passedBy(one.passedBy)),
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
