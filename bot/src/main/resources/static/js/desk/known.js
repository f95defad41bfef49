/** What the bot knows of a conversation, for the agent who takes it. */

import { element } from "../dom.js";
import { labels } from "../labels.js";
import { moment } from "./words.js";

/** The parts of the panel. */
export const knownPanel = (desk, answer) => {
  const w = desk.words.talk;
  const { conversation, customer, step, stepsDone, evidence, createdAt } = answer;
  return [
    part(
      w.known,
      element(
        "dl",
        { class: "facts" },
        ...fact(w.customer, [customer.name, customer.mailAddress].filter(Boolean).join("\n") || w.unnamed, customer.mailAddress ? w.trust[customer.trust] : null),
        ...fact(w.letters, w.letterStates[customer.letters] ?? customer.letters),
        ...fact(w.mailClient, conversation.mailClientName ?? w.unknown),
        ...fact(w.state, desk.words.states[conversation.state] ?? conversation.state, step ? w.step(step.n, step.of) : null),
        ...(conversation.calledFor ? fact(desk.words.queue.waiting, desk.words.reasons[conversation.calledFor] ?? conversation.calledFor) : []),
        ...fact(w.ticket, ticket(desk, conversation.ticket)),
        ...fact(desk.words.language, desk.words.languages[conversation.language] ?? conversation.language),
        ...fact(w.began, moment(createdAt, desk.language)),
      ),
    ),
    part(w.evidence, evidence.length ? element("ol", { class: "evidence-list" }, ...evidence.toReversed().map((one) => found(desk, one))) : element("p", { class: "hint" }, w.none)),
    part(
      w.steps,
      stepsDone.length
        ? element("ol", { class: "steps-list" }, ...stepsDone.map((one) => element("li", {}, element("span", { class: "mark" }, one.phase === "change" ? w.changed : w.confirmed), " ", one.text)))
        : element("p", { class: "hint" }, w.none),
    ),
  ];
};

const part = (title, ...content) => element("section", { class: "known-part" }, element("h2", {}, title), ...content);

const fact = (name, value, more = null) => [element("dt", {}, name), element("dd", {}, value, more && element("span", { class: "hint" }, ` ${more}`))];

const ticket = (desk, ref) => {
  if (!ref) return desk.words.talk.noTicket;
  const state = labels(desk.language).ticketStates[ref.open ? "open" : "closed"];
  return element("span", {}, element("a", { href: `#/ticket/${encodeURIComponent(ref.system)}/${encodeURIComponent(ref.key)}` }, ref.key), " ", element("span", { class: `status ${ref.open ? "" : "closed"}` }, state));
};

const found = (desk, one) => {
  const w = desk.words.talk;
  const ran = one.stages.filter((stage) => stage.state !== "not-run" && stage.state !== "not-asked");
  const names = labels(desk.language);
  return element(
    "li",
    {},
    element("p", {}, element("span", { class: `verdict ${one.ok ? "good" : "bad"}` }, one.verdict), " ", element("span", { class: "hint" }, `${w.purposes[one.purpose]}, ${w.acts[one.whoActs]}`)),
    element("p", { class: "hint" }, one.target),
    one.account && element("p", { class: "hint" }, `${w.loggedInAs} ${one.account}`),
    one.reply && element("pre", { class: "reply" }, one.reply),
    ran.length > 0 &&
      element(
        "details",
        {},
        element("summary", {}, w.stages),
        element("ol", { class: "stage-list" }, ...ran.map((stage) => element("li", { class: stage.state }, `${names.stages[stage.stage] ?? stage.stage}: ${names.states[stage.state] ?? stage.state}, ${stage.millis} ms`, stage.reply && element("pre", { class: "reply" }, stage.reply)))),
      ),
  );
};
