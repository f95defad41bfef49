/** Tickets: the list with its filters, and one of them. */

import { element, icon, paragraphs } from "../dom.js";
import { labels } from "../labels.js";
import { Poll, Refusal, ask, fileAddress, messageId } from "./api.js";
import { choice, field, form, heading, question, roving, segments, shown } from "./forms.js";
import { moment } from "./words.js";

const PAGE = 50;
const AGES = { any: {}, day: { newerThanDays: 1 }, week: { newerThanDays: 7 }, older: { olderThanDays: 7 }, month: { olderThanDays: 30 } };

const addressOf = (ticket) => `#/ticket/${encodeURIComponent(ticket.system)}/${encodeURIComponent(ticket.key)}`;

const stateMark = (desk, open) => element("span", { class: `status ${open ? "" : "closed"}` }, labels(desk.language).ticketStates[open ? "open" : "closed"]);

/** The filter is in the address, so that going back keeps it. */
export const ticketsView = (desk, query = "") => {
  const w = desk.words.tickets;
  const filter = new URLSearchParams(query);
  const value = (name, otherwise) => filter.get(name) ?? otherwise;
  const offset = Number(value("offset", "0")) || 0;
  const status = choice(w.status, [["all", w.all], ["open", w.open], ["closed", w.closed]], value("status", "open"), "status");
  const kind = choice(w.kind, [["all", w.all], ["request", w.request], ["incident", w.incident]], value("kind", "all"), "kind");
  const age = choice(w.age, Object.keys(AGES).map((id) => [id, w.ages[id]]), value("age", "any"), "age");
  const text = field(w.text, { name: "text", type: "search", maxlength: "200" });
  text.input.value = value("text", "");
  const requester = field(w.requester, { name: "requester", type: "search", maxlength: "200" });
  requester.input.value = value("requester", "");
  const mailClient = choice(w.mailClient, [["", w.all], ...(value("mailClient", "") ? [[value("mailClient", ""), value("mailClient", "")]] : [])], value("mailClient", ""), "mailClient");
  const parts = [status, kind, age, text, requester, mailClient];
  const goTo = (from) => {
    const next = new URLSearchParams();
    for (const part of parts) if (part.input.value.trim()) next.set(part.input.name, part.input.value.trim());
    if (from) next.set("offset", String(from));
    const hash = `#/tickets/${encodeURIComponent(next.toString())}`;
    if (location.hash === hash) desk.show();
    else location.hash = hash;
  };
  const items = element("ul", { class: "items tickets", "aria-label": w.title });
  roving(items);
  const pages = element("nav", { class: "pages", "aria-label": w.pages });
  const node = element(
    "section",
    {},
    heading(w.title),
    element("search", {}, form({ class: "filter", "aria-label": w.filter }, parts, w.search, async () => goTo(0))),
    items,
    pages,
  );
  const path = () => {
    const query = new URLSearchParams({ status: status.input.value, kind: kind.input.value, offset: String(offset), ...AGES[age.input.value] });
    for (const part of [text, requester, mailClient]) if (part.input.value.trim()) query.set(part.input.name, part.input.value.trim());
    return `/tickets?${query}`;
  };
  const start = async (signal) => {
    const asked = path();
    const names = await mailClients(desk);
    if (signal.aborted) return;
    mailClient.input.replaceChildren(element("option", { value: "" }, w.all), ...[...names].map(([id, name]) => element("option", { value: id }, name)));
    mailClient.input.value = value("mailClient", "");
    new Poll({
      path: () => asked,
      told: ({ tickets, more }) => {
        const focused = items.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
        items.replaceChildren(...(tickets.length ? tickets.map((ticket) => line(desk, ticket, names)) : [element("li", { class: "empty" }, w.none)]));
        if (focused) items.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
        pages.replaceChildren(
          ...[offset > 0 && pageButton(w.newer, () => goTo(Math.max(0, offset - PAGE))), more && pageButton(w.older, () => goTo(offset + PAGE))].filter(Boolean),
        );
      },
      trouble: desk.trouble,
      signal,
    });
  };
  return { title: w.title, node, start };
};

const pageButton = (label, work) => element("button", { type: "button", class: "button small", onclick: work }, label);

/** The names of mail clients by their ids; none when they can't be read. */
const mailClients = async (desk) => {
  try {
    const { mailClients: known } = await ask(`/mail-clients?language=${desk.language}`);
    return new Map(known.map((one) => [one.id, one.name]));
  } catch {
    return new Map();
  }
};

const line = (desk, ticket, names) => {
  const w = desk.words.tickets;
  const content = [
    element(
      "span",
      { class: "item-main" },
      element("span", { class: "item-words" }, ticket.summary || w.unnamed),
      element(
        "span",
        { class: "item-meta" },
        element("b", {}, ticket.key ?? w.pending),
        stateMark(desk, ticket.open),
        ticket.kind === "incident" && element("span", { class: "mark late" }, w.incident),
        (ticket.requesterName || ticket.requesterAddress) && element("span", {}, ticket.requesterName ?? ticket.requesterAddress),
        ticket.mailClient && element("span", {}, names.get(ticket.mailClient) ?? ticket.mailClient),
      ),
    ),
    element("span", { class: "item-time" }, element("span", { class: "hint" }, w.opened), element("span", {}, moment(ticket.createdAt, desk.language))),
  ];
  return element("li", {}, ticket.key ? element("a", { class: "item", href: addressOf(ticket) }, ...content) : element("div", { class: "item" }, ...content));
};

export const ticketView = (desk, system = "", key = "") => {
  const w = desk.words.tickets;
  const path = `/tickets/${encodeURIComponent(system)}/${encodeURIComponent(key)}`;
  const title = heading(key);
  const body = element("div", { class: "ticket-view" }, element("p", { class: "empty" }, desk.words.loading));
  const node = element("section", {}, element("div", { class: "talk-title" }, element("a", { class: "back", href: "#/tickets", "aria-label": desk.words.back }, icon("back")), title), body);
  let poll = null;
  let composer = null;
  let names = new Map();
  const start = async (signal) => {
    names = await mailClients(desk);
    if (signal.aborted) return;
    poll = new Poll({
      path: () => path,
      told: (answer) => {
        composer ??= commentForm(desk, path, answer, () => poll.now());
        draw(answer);
      },
      trouble: (failure) => {
        if (failure instanceof Refusal && [404, 409, 503].includes(failure.status) && !composer) {
          body.replaceChildren(element("p", { class: "empty" }, failure.status === 404 ? w.notThere : w.systemFails));
          return failure.status === 503 ? null : "end";
        }
        return desk.trouble(failure);
      },
      signal,
    });
  };
  /** What is being written stays in its place. */
  const draw = (answer) => {
    title.replaceChildren(`${key} `, stateMark(desk, answer.open));
    const parts = [...facts(desk, answer, path, names, () => poll.now()), comments(desk, answer)];
    if (body.contains(composer)) {
      while (body.firstChild !== composer) body.firstChild.remove();
      composer.before(...parts);
    } else {
      body.replaceChildren(...parts, composer);
    }
  };
  return { title: key, node, start };
};

const facts = (desk, answer, path, names, again) => {
  const w = desk.words.tickets;
  const { ticket } = answer;
  const requester = [ticket.requesterName, ticket.requesterAddress].filter(Boolean).join(" · ");
  const change = answer.open
    ? { label: w.closeIt, text: w.closeText, verb: "close" }
    : { label: w.reopenIt, text: w.reopenText, verb: "reopen" };
  const press = async () => {
    const text = await question({ title: change.label, text: change.text, ask: w.comment, go: change.label, cancel: desk.words.cancel });
    if (text === null) return;
    try {
      await ask(`${path}/${change.verb}`, "POST", { clientMessageId: messageId(), text });
      desk.told(ticket.system === "built-in" ? w.done : w.told);
    } catch (failure) {
      if (desk.trouble(failure) !== "end") desk.told(failure instanceof Refusal && failure.status === 503 ? w.systemFails : desk.words.failed);
    }
    again();
  };
  const invite = async () => {
    try {
      const { url } = await ask(`${path}/link`, "POST", null);
      shown({ title: w.invite, text: w.inviteText, value: url, copy: desk.words.agents.copy, copied: desk.words.agents.copied, close: desk.words.close });
    } catch (failure) {
      if (desk.trouble(failure) === "end") return;
      const why = failure instanceof Refusal ? { 409: w.noChat, 503: w.systemFails }[failure.status] : null;
      desk.told(why ?? desk.words.failed);
    }
  };
  return [
    element("h2", { class: "ticket-summary" }, answer.summary),
    element(
      "p",
      { class: "item-meta" },
      requester && element("span", {}, requester),
      element("span", {}, `${w.opened} ${moment(ticket.createdAt, desk.language)}`),
      ticket.mailClient && element("span", {}, names.get(ticket.mailClient) ?? ticket.mailClient),
    ),
    element(
      "div",
      { class: "actions" },
      element("button", { type: "button", class: "button small", "data-action": change.verb, onclick: press }, change.label),
      answer.open && !ticket.conversation && element("button", { type: "button", class: "button small", "data-action": "link", onclick: invite }, w.invite),
      ticket.conversation && element("a", { class: "button small", href: `#/conversation/${encodeURIComponent(ticket.conversation)}` }, w.conversation),
      webAddress(ticket.url) && element("a", { class: "button small", href: ticket.url, target: "_blank", rel: "noopener noreferrer" }, w.elsewhere),
    ),
    element("pre", { class: "description" }, answer.description),
    answer.files.length > 0 && named(w.files, answer.files.map((name) => element("a", { href: fileAddress(ticket.system, ticket.key, name), download: name }, name))),
    answer.links.length > 0 && named(w.links, answer.links.map((link) => (webAddress(link.url) ? element("a", { href: link.url, target: "_blank", rel: "noopener noreferrer" }, link.title) : element("span", {}, link.title)))),
  ].filter(Boolean);
};

const webAddress = (url) => /^https?:\/\//i.test(url ?? "");

const named = (title, nodes) => element("section", {}, element("h2", {}, title), element("ul", {}, ...nodes.map((node) => element("li", {}, node))));

const comments = (desk, { comments }) => {
  const w = desk.words.tickets;
  return element(
    "section",
    { class: "comments" },
    element("h2", {}, w.comments),
    comments.length === 0 && element("p", { class: "hint" }, w.noComments),
    element(
      "ol",
      {},
      ...comments.map((one) =>
        element(
          "li",
          { class: one.internal ? "comment internal" : "comment" },
          element("p", { class: "talk-speaker" }, element("b", {}, one.author), " ", element("time", { datetime: one.at }, moment(one.at, desk.language)), one.internal && element("span", { class: "mark" }, w.internal)),
          element("div", {}, ...paragraphs(one.text)),
        ),
      ),
    ),
  );
};

const commentForm = (desk, path, { internalComments }, again) => {
  const w = desk.words.tickets;
  let internal = false;
  let sending = null;
  const input = element("textarea", { rows: "4", maxlength: "4000", required: true, name: "comment" });
  input.value = desk.drafts.get(path) ?? "";
  input.addEventListener("input", () => {
    desk.drafts.set(path, input.value);
    sending = null;
  });
  const audience = segments(w.audience, "audience", [["public", w.public], ...(internalComments ? [["internal", w.internalChoice]] : [])], "public", (kind) => {
    internal = kind === "internal";
    sending = null;
  });
  return form({ class: "comment-form", id: "comment" }, [field(w.comment, {}, null, input), audience], w.add, async () => {
    const text = input.value.trim();
    if (!text) return;
    sending ??= messageId();
    try {
      await ask(`${path}/comments`, "POST", { clientMessageId: sending, text, internal });
    } catch (failure) {
      desk.trouble(failure);
      throw new Error(failure instanceof Refusal && failure.status === 503 ? w.systemFails : desk.words.failed, { cause: failure });
    }
    sending = null;
    input.value = "";
    desk.drafts.delete(path);
    again();
  });
};
