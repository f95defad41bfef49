/** The rows of a conversation as an agent reads them: all of them, close together, none to be pressed. */

import { fileRow } from "../attachments.js";
import { element, paragraphs } from "../dom.js";
import { stars } from "../rows.js";
import { fill, labels } from "../labels.js";
import { moment } from "./words.js";

export class TranscriptPainter {
  #desk;
  #files;
  #last = null;

  /** `files` opens files and shows pictures. */
  constructor(desk, files) {
    this.#desk = desk;
    this.#files = files;
  }

  get #w() {
    return this.#desk.words.talk;
  }

  /** Adds a row to the list, under its speaker's name where that is another one than before. */
  add(list, row) {
    const parts = this.#parts(row);
    if (!parts) return;
    const speaker = this.#speaker(row);
    const node = element("div", { class: `talk-row by-${row.body.author ? "agent" : row.from} type-${row.type}`, "data-seq": row.seq, "data-type": row.type });
    const heading = `${speaker} ${row.forCustomer}`;
    if (heading !== this.#last) {
      node.append(
        element(
          "p",
          { class: "talk-speaker" },
          element("b", {}, speaker),
          " ",
          element("time", { datetime: row.at }, moment(row.at, this.#desk.language)),
          !row.forCustomer && element("span", { class: "mark" }, this.#w.onlyAgents),
        ),
      );
    }
    this.#last = heading;
    node.append(element("div", { class: "talk-body" }, ...parts));
    list.append(node);
  }

  #speaker(row) {
    const written = row.from === "agent" || row.body.author;
    return (written && row.body.author) || this.#w.from[row.from] || row.from;
  }

  /** Null for what shows elsewhere: the stages of a probe, and what was forwarded to a ticket. */
  #parts(row) {
    const body = row.body ?? {};
    switch (row.type) {
      case "probe-stage":
      case "forward":
      case "typing":
        return null;
      case "choice":
        return [element("span", { class: "pressed" }, body.label ?? body.choice)];
      case "attachment":
        return [fileRow(body, this.#desk.language, this.#files)];
      case "choices":
        return [this.#choices(body)];
      case "step":
        return [element("span", { class: "hint" }, this.#step(body)), ...paragraphs(body.text)];
      case "evidence":
        return [element("span", { class: `verdict ${body.ok ? "good" : "bad"}` }, body.verdict ?? ""), ...paragraphs(body.text)];
      case "ticket":
        return [element("span", {}, [this.#w.ticket, body.key, labels(this.#desk.language).ticketStates[body.status]].filter(Boolean).join(" "))];
      case "letter":
        return this.#letter(body);
      case "handoff":
        return [element("span", {}, this.#w.handoff[String(body.phase ?? "").toLowerCase()] ?? body.text ?? "")];
      case "attachment":
        return [element("bdi", {}, body.name)];
      case "rating":
        return body.scores ? null : [element("span", {}, stars(body.score)), ...paragraphs(body.text)];
      default:
        return [...paragraphs(body.text), body.testMail && element("p", { class: "hint" }, `${this.#w.testMail} ${body.testMail.address}`)].filter(Boolean);
    }
  }

  #step({ phase, n, of }) {
    const w = labels(this.#desk.language);
    return [w.phases[phase], n && fill(w.step, { n, of })].filter(Boolean).join(", ");
  }

  /** A mail with answers: sent, or in the server's words why not. */
  #letter({ outcome, code, reply }) {
    if (outcome === "sent") return [element("span", {}, this.#w.letterSent)];
    return [element("span", { class: "verdict bad" }, this.#w.letterFailed), code && ` ${code}`, reply && element("pre", { class: "reply" }, reply)].filter(Boolean);
  }

  #choices(body) {
    if (body.form) return element("span", { class: "hint" }, this.#w.form);
    const names = (body.choices ?? []).map((choice) => choice.label ?? choice.id).join(" / ");
    return element("span", { class: "hint" }, `${this.#w.offered}: ${names}`);
  }
}
