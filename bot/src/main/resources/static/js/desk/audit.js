/** Who did what at the desk, for administrators. */

import { element } from "../dom.js";
import { Poll } from "./api.js";
import { heading } from "./forms.js";
import { moment } from "./words.js";

const CONVERSATION = new Set(["claimed", "replied", "noted", "handed-back"]);
const TICKET = new Set(["issued-link", "commented", "closed", "reopened"]);

export const auditView = (desk, before = "") => {
  const w = desk.words.audit;
  const items = element("ul", { class: "items audit", "aria-label": w.title });
  const more = element("nav", { class: "pages", "aria-label": desk.words.tickets.pages });
  const node = element("section", {}, heading(w.title), element("p", { class: "hint view-text" }, w.text), items, more);
  const start = (signal) =>
    new Poll({
      path: () => (before ? `/audit?before=${encodeURIComponent(before)}` : "/audit"),
      told: ({ entries, more: further }) => {
        items.replaceChildren(...entries.map((entry) => line(desk, entry)));
        more.replaceChildren(...(further ? [element("a", { class: "button small", href: `#/audit/${entries.at(-1).id}` }, w.older)] : []));
      },
      trouble: desk.trouble,
      signal,
    });
  return { title: w.title, node, start };
};

const line = (desk, entry) =>
  element(
    "li",
    { class: "deed", "data-deed": entry.deed },
    element("time", { datetime: entry.at }, moment(entry.at, desk.language)),
    element("b", { title: entry.login }, entry.name),
    element("span", {}, desk.words.audit.deeds[entry.deed] ?? entry.deed, " ", subject(desk, entry)),
  );

const subject = (desk, { deed, subject: what }) => {
  if (!what) return null;
  if (CONVERSATION.has(deed)) return element("a", { href: `#/conversation/${encodeURIComponent(what)}` }, desk.words.audit.conversation(what.slice(0, 8)));
  const [system, key] = what.split(/\/(.*)/s);
  if (TICKET.has(deed) && key) return element("a", { href: `#/ticket/${encodeURIComponent(system)}/${encodeURIComponent(key)}` }, key);
  return element("code", {}, what);
};
