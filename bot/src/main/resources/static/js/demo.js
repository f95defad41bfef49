/** The demonstration page: the pretend mail client and the ticket beside the chat. */

import { element } from "./dom.js";

const LABELS = {
  en: {
    badge: "Demonstration",
    how: "Play a customer: say “I can't send mail” and follow the chat. When it asks for a test mail, send one below – with the old settings first, then with port 587 and authentication on – and watch the ticket open and close. Everything stays on this machine.",
    mailClient: "Pretend mail client",
    mailClientHint: "Really sends, but only to the demonstration's own server.",
    port: "Outgoing server (SMTP) port",
    old: "25 (old)",
    submission: "587 (STARTTLS)",
    authentication: "My server requires authentication",
    off: "Off",
    on: "On",
    from: "From",
    to: "To",
    toHint: "The address comes from the chat.",
    send: "Send",
    sending: "Sending…",
    sent: "Sent.",
    refused: (command) => `The server refused the mail (${command}).`,
    "not-offered": (extension) => `The server does not offer ${extension} on this port.`,
    "not-connected": "No connection to the server.",
    said: "The server said:",
    noAddress: "Enter the address to send to. The chat gives you one.",
    failed: "The mail could not be sent. Please try again.",
    ticket: "Ticket",
    ticketHint: "As the provider's staff sees it.",
    none: "No ticket yet. It opens by itself when the evidence says so.",
    open: "open",
    closed: "closed",
    internal: "internal",
    chat: "Chat",
    desk: "Agents' desk (its first code is in the log)",
  },
  ja: {
    badge: "デモ",
    how: "お客様役で「メールが送れません」と書き、案内に従ってください。テストメールを求められたら下から送信します。まず古い設定で、次にポート 587・認証オンで送ると、チケットが開き、閉じる様子が見えます。すべてこのコンピューターの中だけで動きます。",
    mailClient: "模擬メールソフト",
    mailClientHint: "実際に送信しますが、宛先はデモ用サーバーだけです。",
    port: "送信サーバー (SMTP) のポート",
    old: "25（従来）",
    submission: "587（STARTTLS）",
    authentication: "このサーバーは認証が必要",
    off: "オフ",
    on: "オン",
    from: "差出人",
    to: "宛先",
    toHint: "宛先はチャットに表示されたアドレスです。",
    send: "送信",
    sending: "送信中…",
    sent: "送信しました。",
    refused: (command) => `サーバーがメールを拒否しました（${command}）。`,
    "not-offered": (extension) => `このポートでは ${extension} を利用できません。`,
    "not-connected": "サーバーに接続できません。",
    said: "サーバーの応答:",
    noAddress: "宛先を入力してください。チャットに表示されます。",
    failed: "送信できませんでした。もう一度お試しください。",
    ticket: "チケット",
    ticketHint: "窓口の担当者に見える内容です。",
    none: "チケットはまだありません。確認の結果に応じて自動で作成されます。",
    open: "対応中",
    closed: "解決済み",
    internal: "内部",
    chat: "チャット",
    desk: "担当者の窓口（最初のコードはログに表示）",
  },
};

const POLL_MS = 2500;

const chat = document.querySelector("annai-chat");
const form = document.querySelector(".mail-form");
const to = document.querySelector("#mail-to");
const outcome = document.querySelector(".mail-outcome");
const ticketBody = document.querySelector(".ticket-body");
let shownTicket = "";
let words = LABELS.en;

const speak = (language) => {
  words = LABELS[language] ?? LABELS.en;
  document.querySelectorAll("[data-label]").forEach((node) => (node.textContent = words[node.dataset.label]));
  document.querySelector("[data-labelled]").setAttribute("aria-label", words.chat);
  document.title = `Annai – ${words.badge}`;
  outcome.replaceChildren();
  shownTicket = "";
  showTicket();
};

// The mail client.

document.addEventListener("annai-row", ({ detail: row }) => {
  const address = row.body?.testMail?.address;
  if (address) {
    to.value = address;
    to.classList.add("fresh");
  }
  showTicket();
});

to.addEventListener("input", () => to.classList.remove("fresh"));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!to.value.trim()) return show("noAddress", words.noAddress);
  const button = form.querySelector("button");
  button.disabled = true;
  button.textContent = words.sending;
  try {
    const settings = new FormData(form);
    const response = await fetch("demo/api/mail", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ port: settings.get("port"), authentication: settings.get("authentication") === "true", to: to.value.trim() }),
    });
    if (!response.ok) throw new Error(response.status);
    const result = await response.json();
    const sentence = words[result.outcome];
    show(result.outcome, typeof sentence === "function" ? sentence(result.command) : sentence, result.reply);
    to.classList.remove("fresh");
  } catch {
    show("failed", words.failed);
  } finally {
    button.disabled = false;
    button.textContent = words.send;
  }
});

const show = (kind, sentence, reply) => {
  outcome.className = `mail-outcome ${kind}`;
  outcome.replaceChildren(element("strong", {}, sentence));
  if (reply) outcome.append(element("span", { class: "hint" }, words.said), element("code", {}, reply));
};

// The ticket.

const showTicket = async () => {
  const kept = JSON.parse(localStorage.getItem("annai.conversation") ?? "null");
  let ticket = null;
  if (kept) {
    const response = await fetch(`demo/api/conversations/${encodeURIComponent(kept.id)}/ticket`, {
      headers: { Authorization: `Bearer ${kept.token}` },
    }).catch(() => null);
    if (!response) return;
    if (response.status === 200) ticket = await response.json();
  }
  const now = JSON.stringify(ticket) ?? "null";
  if (now === shownTicket) return;
  const known = shownTicket && shownTicket !== "null" ? JSON.parse(shownTicket).comments.length : 0;
  shownTicket = now;
  ticketBody.replaceChildren(...(ticket ? drawn(ticket, known) : [element("p", { class: "ticket-none" }, words.none)]));
};

const drawn = (ticket, known) => [
  element(
    "div",
    { class: "ticket-title" },
    element("span", { class: "ticket-key" }, ticket.key),
    element("span", { class: `status ${ticket.status}` }, words[ticket.status]),
    element("span", { class: "ticket-summary" }, ticket.summary),
  ),
  element("p", { class: "ticket-text ticket-description" }, ticket.description),
  element(
    "ol",
    { class: "comments" },
    ...ticket.comments.map((comment, index) =>
      element(
        "li",
        { class: `comment${comment.internal ? " internal" : ""}${index >= known ? " fresh" : ""}` },
        element("p", { class: "comment-head" }, [new Date(comment.at).toLocaleTimeString(), comment.author, comment.internal && words.internal].filter(Boolean).join(" · ")),
        element("p", { class: "ticket-text" }, comment.text),
      ),
    ),
  ),
];

document.addEventListener("annai-language", ({ detail }) => speak(detail));
setInterval(() => document.hidden || showTicket(), POLL_MS);
fetch("demo/api/account")
  .then((response) => response.json())
  .then(({ mailAddress }) => (document.querySelector("#mail-from").value = mailAddress));
speak(chat.lang || document.documentElement.lang);
