/** What could not be delivered, to and from the ticket system and to other systems, and how the ticket system does. */

import { element, icon } from "../dom.js";
import { Poll, Refusal, ask } from "./api.js";
import { heading, question } from "./forms.js";
import { elapsed, moment } from "./words.js";

const LONGEST_REASON = 1000;

export const lettersView = (desk, after = "0") => {
  const w = desk.words.letters;
  const status = element("section", { class: "panel outbox", "aria-label": w.status });
  const ticketSystem = part(w.toTicketSystem, w.text, "letters", w.requeueAll, "requeue-all");
  const outgoing = part(w.outgoing, w.outgoingText, "outgoing", w.requeueAll, "replay-all");
  const incoming = part(w.incoming, w.incomingText, "incoming");
  const compared = comparison(w, () => act("/reconciliations", null, w.compareTold));
  const more = element("nav", { class: "pages", "aria-label": desk.words.tickets.pages });
  ticketSystem.node.append(more);
  const node = element("section", { class: "undelivered" }, heading(w.title), status, ticketSystem.node, outgoing.node, incoming.node, compared.node);
  let polls = [];
  const act = async (path, body, told) => {
    try {
      await ask(path, "POST", body);
      desk.told(told);
    } catch (failure) {
      if (desk.trouble(failure) === "end") return;
      // whoever was quicker: the list shows it
      if (!(failure instanceof Refusal && failure.status === 404)) desk.told(desk.words.failed);
    }
    polls.forEach((poll) => poll.now());
  };
  ticketSystem.all.addEventListener("click", () => act("/dead-letters/requeue", null, w.requeued));
  outgoing.all.addEventListener("click", () => act("/webhooks/outgoing/replay", null, w.requeued));
  const start = (signal) => {
    const poll = (path, told) => new Poll({ path: () => path, told, trouble: desk.trouble, signal });
    polls = [
      poll("/outbox", (answer) => {
        desk.outbox = answer;
        status.replaceChildren(...state(desk, answer));
      }),
      poll(`/dead-letters?after=${encodeURIComponent(after)}`, ({ letters, more: further }) => {
        ticketSystem.show(letters.map((letter) => letterItem(desk, letter, act)), w.none);
        more.replaceChildren(...(further ? [element("a", { class: "button small", href: `#/letters/${letters.at(-1).id}` }, w.more)] : []));
      }),
      poll("/webhooks/failed", (failed) => {
        outgoing.show(failed.outgoing.map((webhook) => outgoingItem(desk, webhook, act)));
        incoming.show(failed.incoming.map((webhook) => incomingItem(desk, webhook, act)));
      }),
      poll("/reconciliations", ({ reconciliations }) => compared.show(reconciliations.map((one) => comparisonItem(desk, one)))),
    ];
  };
  return { title: w.title, node, start };
};

/** A list with its heading; without a word for "none" it is there only while it holds something. */
const part = (title, text, name, allLabel, allAction) => {
  const all = allLabel && element("button", { type: "button", class: "button small", hidden: true, "data-action": allAction }, allLabel);
  const items = element("ul", { class: `items ${name}`, "aria-label": title });
  const hint = element("p", { class: "hint view-text" }, text);
  const node = element("section", { hidden: true, "data-part": name }, element("div", { class: "view-head" }, element("h2", {}, title), all), hint, items);
  const show = (entries, none) => {
    const focused = items.contains(document.activeElement) && document.activeElement.closest("[data-letter]")?.dataset.letter;
    node.hidden = !entries.length && !none;
    hint.hidden = !entries.length;
    if (all) all.hidden = entries.length < 2;
    items.replaceChildren(...(entries.length ? entries : [element("li", { class: "empty" }, icon("good"), element("p", {}, none))]));
    if (focused) items.querySelector(`[data-letter="${CSS.escape(focused)}"] button`)?.focus();
  };
  return { node, all, show };
};

/** The comparisons of the tickets with their system. */
const comparison = (w, begin) => {
  const items = element("ul", { class: "items reconciliations", "aria-label": w.comparisons });
  const head = element("div", { class: "view-head" }, element("h2", {}, w.comparisons), button("compare", w.compare, begin));
  const node = element("section", { "data-part": "reconciliations" }, head, element("p", { class: "hint view-text" }, w.comparisonsText), items);
  const show = (entries) => items.replaceChildren(...(entries.length ? entries : [element("li", { class: "empty" }, element("p", {}, w.notCompared))]));
  return { node, show };
};

const comparisonItem = (desk, one) => {
  const w = desk.words.letters;
  const drift = ({ system, key, drift: what }) =>
    element("li", {}, key && element("a", { href: `#/ticket/${encodeURIComponent(system)}/${encodeURIComponent(key)}` }, key), key && " ", w.drifts[what] ?? what);
  return element(
    "li",
    { class: "letter", "data-reconciliation": String(one.id) },
    element(
      "div",
      { class: "item-main" },
      element("span", { class: "item-words" }, one.endedAt ? w.healed(one.healed) : w.comparing),
      one.findings.length > 0 && element("ul", { class: "findings" }, ...one.findings.map(drift)),
      element("span", { class: "item-meta" }, time(desk, one.beganAt), element("span", {}, w.comparedTickets(one.compared)), one.unreadable > 0 && element("span", {}, w.unreadable(one.unreadable))),
    ),
  );
};

const state = (desk, outbox) => {
  const w = desk.words.letters;
  const works = outbox.breaker === "closed";
  const facts = [
    [w.waiting, outbox.oldest ? w.waitingSince(outbox.waiting, elapsed(outbox.oldest, desk.language)) : String(outbox.waiting)],
    outbox.twins > 0 && [w.twins, String(outbox.twins)],
    outbox.lastFailure && [w.lastFailure, element("span", { class: works ? "" : "reason" }, outbox.lastFailure)],
  ].filter(Boolean);
  return [
    element("p", { class: `outbox-state ${works ? "good" : "bad"}`, "data-breaker": outbox.breaker }, icon(works ? "good" : "bad"), element("b", {}, w.breakers[outbox.breaker](systemName(desk, outbox)))),
    element("dl", { class: "facts" }, ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])),
  ];
};

export const systemName = (desk, { system }) => desk.words.letters.systems[system] ?? system;

const letterItem = (desk, letter, act) => {
  const w = desk.words.letters;
  const requeue = () => act(`/dead-letters/${letter.id}/requeue`, null, w.requeued);
  const discard = async () => {
    const why = await question({ title: w.discardTitle, text: letter.verb === "open" ? w.discardOpenText : w.discardText, ask: w.why, most: LONGEST_REASON, required: true, go: w.discard, cancel: desk.words.cancel, destructive: true });
    if (why) await act(`/dead-letters/${letter.id}/discard`, { why }, desk.words.tickets.done);
  };
  return item(
    letter.id,
    w.verbs[letter.verb] ?? letter.verb,
    letter.reason,
    [
      letter.key && element("a", { href: `#/ticket/${encodeURIComponent(letter.system)}/${encodeURIComponent(letter.key)}` }, letter.key),
      letter.conversation && element("a", { href: `#/conversation/${encodeURIComponent(letter.conversation)}` }, desk.words.talk.title),
      element("span", {}, w.tries(letter.attempts)),
      time(desk, letter.since),
    ],
    [button("requeue", w.requeue, requeue), desk.me.role === "admin" && button("discard", w.discard, discard, "destructive")],
  );
};

const outgoingItem = (desk, webhook, act) => {
  const w = desk.words.letters;
  const replay = () => act(`/webhooks/outgoing/${encodeURIComponent(webhook.id)}/replay`, null, w.requeued);
  return item(webhook.id, webhook.subscription, webhook.reason, [element("code", {}, webhook.eventType), element("span", {}, w.tries(webhook.attempts)), time(desk, webhook.createdAt)], [
    button("replay", w.requeue, replay),
  ]);
};

const incomingItem = (desk, webhook, act) => {
  const w = desk.words.letters;
  const replay = () => act(`/webhooks/incoming/${encodeURIComponent(webhook.id)}/replay`, null, w.readAgainTold);
  return item(webhook.id, w.from(w.systems[webhook.system] ?? webhook.system), webhook.reason, [time(desk, webhook.receivedAt)], [button("replay", w.readAgain, replay)]);
};

const item = (id, words, reason, meta, actions) =>
  element(
    "li",
    { class: "letter", "data-letter": String(id) },
    element("div", { class: "item-main" }, element("span", { class: "item-words" }, words), reason && element("p", { class: "reason" }, reason), element("span", { class: "item-meta" }, ...meta)),
    element("div", { class: "actions" }, ...actions),
  );

const time = (desk, at) => element("time", { datetime: at }, moment(at, desk.language));

const button = (action, label, work, more = "") => element("button", { type: "button", class: `button small ${more}`, "data-action": action, onclick: work }, label);
