/** Dead letters: what could not be told to the ticket system. */

import { element, icon } from "../dom.js";
import { Poll, Refusal, ask } from "./api.js";
import { heading, question } from "./forms.js";
import { moment } from "./words.js";

export const lettersView = (desk, after = "0") => {
  const w = desk.words.letters;
  const items = element("ul", { class: "items letters", "aria-label": w.title });
  const all = element("button", { type: "button", class: "button small", hidden: true, "data-action": "requeue-all" }, w.requeueAll);
  const more = element("nav", { class: "pages", "aria-label": desk.words.tickets.pages });
  const node = element("section", {}, element("div", { class: "view-head" }, heading(w.title), all), element("p", { class: "hint view-text" }, w.text), items, more);
  let poll = null;
  const act = async (path, body, told) => {
    try {
      await ask(path, "POST", body);
      desk.told(told);
    } catch (failure) {
      if (desk.trouble(failure) === "end") return;
      // whoever was quicker: the list shows it
      if (!(failure instanceof Refusal && failure.status === 404)) desk.told(desk.words.failed);
    }
    poll.now();
  };
  all.addEventListener("click", () => act("/dead-letters/requeue", null, w.requeued));
  const start = (signal) => {
    poll = new Poll({
      path: () => `/dead-letters?after=${encodeURIComponent(after)}`,
      told: ({ letters, more: further }) => {
        all.hidden = !letters.length;
        items.replaceChildren(...(letters.length ? letters.map((letter) => item(desk, letter, act)) : [element("li", { class: "empty" }, icon("good"), element("p", {}, w.none))]));
        more.replaceChildren(...(further ? [element("a", { class: "button small", href: `#/letters/${letters.at(-1).id}` }, w.more)] : []));
      },
      trouble: desk.trouble,
      signal,
    });
  };
  return { title: w.title, node, start };
};

const item = (desk, letter, act) => {
  const w = desk.words.letters;
  const requeue = () => act(`/dead-letters/${letter.id}/requeue`, null, w.requeued);
  const discard = async () => {
    const why = await question({ title: w.discardTitle, text: w.discardText, ask: w.why, required: true, go: w.discard, cancel: desk.words.cancel, destructive: true });
    if (why) await act(`/dead-letters/${letter.id}/discard`, { why }, desk.words.tickets.done);
  };
  return element(
    "li",
    { class: "letter", "data-letter": letter.id },
    element(
      "div",
      { class: "item-main" },
      element("span", { class: "item-words" }, w.verbs[letter.verb] ?? letter.verb),
      element("p", { class: "reason" }, letter.reason),
      element(
        "span",
        { class: "item-meta" },
        letter.key && element("a", { href: `#/ticket/${encodeURIComponent(letter.system)}/${encodeURIComponent(letter.key)}` }, letter.key),
        letter.conversation && element("a", { href: `#/conversation/${encodeURIComponent(letter.conversation)}` }, desk.words.talk.title),
        element("span", {}, w.tries(letter.attempts)),
        element("time", { datetime: letter.since }, moment(letter.since, desk.language)),
      ),
    ),
    element(
      "div",
      { class: "actions" },
      element("button", { type: "button", class: "button small", "data-action": "requeue", onclick: requeue }, w.requeue),
      desk.me.role === "admin" && element("button", { type: "button", class: "button small destructive", "data-action": "discard", onclick: discard }, w.discard),
    ),
  );
};
