/** The conversation as a text file: for a customer's own papers, or for the provider's staff. */

import { fill, listed } from "./labels.js";

/** Older Windows editors take a text without it for another encoding than UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Nothing that steers a terminal or an editor; line breaks and tabs stay. */
const plain = (text) => String(text ?? "").replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, "");

const two = (number) => String(number).padStart(2, "0");

const day = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

const time = (date) => `${day(date)} ${two(date.getHours())}:${two(date.getMinutes())}`;

const nameOf = (source) => (typeof source === "string" ? source : [source.section, source.title].filter(Boolean).join(" "));

/** The lines of one row; none for a row that says nothing by itself. */
const linesOf = (row, words, labelOf) => {
  const body = row.body ?? {};
  const settings = (body.controls ?? []).filter((control) => control.value).map((control) => `${control.label}: ${control.value}`);
  switch (row.type) {
    case "choice":
      return [body.label ?? labelOf(body.choice)];
    case "choices":
      return body.form ? [body.text] : [];
    case "step":
      return [[words.phases[body.phase], body.n && fill(words.step, body)].filter(Boolean).join(" – "), body.text, ...settings];
    case "probe-stage":
      return [`${words.probe}: ${body.text ?? words.stages[body.stage] ?? body.stage}: ${words.states[body.state] ?? body.state ?? ""}${body.millis ? ` (${body.millis} ms)` : ""}`];
    case "evidence":
      return [[body.title, body.verdict].filter(Boolean).join(" – "), body.text];
    case "ticket":
      return [fill(words.transcriptTicket, { key: body.key ?? "", status: words.ticketStates[String(body.status ?? "").toLowerCase()] ?? body.status ?? "" }), body.text];
    case "handoff":
      return [body.text ?? words.handoff[String(body.phase ?? "called").toLowerCase()]];
    case "typing":
      return [];
    default:
      return [body.text, body.testMail?.address, body.sources?.length && `${words.source}: ${listed(words, body.sources.map(nameOf))}`];
  }
};

/** Stages of a probe are lines of one part. */
const withStagesTogether = (parts, part) => {
  const last = parts[parts.length - 1];
  if (last?.row.type === "probe-stage" && part.row.type === "probe-stage") last.lines.push(...part.lines);
  else parts.push(part);
  return parts;
};

const speaker = (row, words) => ({ customer: words.you, agent: row.body?.author || words.agent })[row.from] ?? words.bot;

/** labelOf: the words of a choice that was not offered. */
export const transcriptOf = (rows, words, labelOf, now) => {
  const parts = rows
    .map((row) => ({ row, lines: linesOf(row, words, labelOf).map(plain).filter((line) => line.trim()) }))
    .filter(({ lines }) => lines.length)
    .reduce(withStagesTogether, [])
    .map(({ row, lines }) => `[${time(new Date(row.at))}] ${plain(speaker(row, words))}\n${lines.join("\n")}`);
  const head = `${words.title}\n${fill(words.transcriptFile, { date: day(now) })}`;
  return BYTE_ORDER_MARK + [head, ...parts].join("\n\n").replace(/\r\n?|\n/g, "\r\n") + "\r\n";
};

/** Hands the text to the browser as a file. */
export const save = (text, now) => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `annai-${day(now)}.txt`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};
