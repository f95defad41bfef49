/** One conversation: what was said, what is known, and the agent's part in it. */

import { Pictures } from "../attachments.js";
import { element, icon } from "../dom.js";
import { Poll, Refusal, ask, messageId } from "./api.js";
import { CannedList, leftOpen } from "./canned.js";
import { knownPanel } from "./known.js";
import { heading, question, segments, sends } from "./forms.js";
import { pickColleague, pickStep } from "./picker.js";
import { TranscriptPainter } from "./transcript.js";

const MAX_TEXT = 4000;
const NEAR_END_PX = 140;

export const conversationView = (desk, id) => new ConversationView(desk, id ?? "").view;

class ConversationView {
  #desk;
  #id;
  #now = null;
  #lastSeq = 0;
  #poll = null;
  #kind = "reply";
  #sending = null;

  constructor(desk, id) {
    this.#desk = desk;
    this.#id = id;
    const open = (file) => ask(`${this.#path}/attachments/${encodeURIComponent(file)}/link`);
    const pictures = new Pictures(open);
    this.painter = new TranscriptPainter(desk, { open, picture: (file) => pictures.address(file) });
    this.#build();
  }

  get #w() {
    return this.#desk.words.talk;
  }

  get #path() {
    return `/conversations/${encodeURIComponent(this.#id)}`;
  }

  get view() {
    return { title: this.#w.title, node: this.node, wide: true, start: (signal) => this.#start(signal), keys: this.#keys };
  }

  get #keys() {
    return {
      c: () => this.buttons.querySelector("[data-action='claim'], [data-action='take-over']")?.click(),
      r: () => this.#write("reply"),
      n: () => this.#write("note"),
      "/": () => {
        this.#write("reply");
        if (!this.input.disabled) this.canned.open();
      },
    };
  }

  #write(kind) {
    const input = this.form.querySelector(`input[name='kind'][value='${kind}']`);
    if (!input.checked) input.click();
    this.input.focus();
  }

  #build() {
    const w = this.#w;
    this.title = heading(w.title);
    this.holder = element("p", { class: "holder", role: "status" });
    this.buttons = element("div", { class: "actions" });
    this.list = element("div", { class: "talk-rows" });
    this.log = element("div", { class: "talk-log", role: "log", "aria-label": w.transcript, tabindex: "0" }, this.list);
    this.known = element("aside", { class: "known", "aria-label": w.known });
    this.node = element(
      "section",
      { class: "talk" },
      element("div", { class: "talk-head" }, element("div", { class: "talk-title" }, element("a", { class: "back", href: "#/queue", "aria-label": this.#desk.words.back }, icon("back")), element("div", {}, this.title, this.holder)), this.buttons),
      element("div", { class: "talk-main" }, this.log, this.#composer()),
      this.known,
    );
  }

  #composer() {
    const w = this.#w;
    this.input = element("textarea", { id: "desk-message", rows: "2", "aria-label": w.replyHolder, autocomplete: "off" });
    this.input.value = this.#desk.drafts.get(this.#id) ?? "";
    this.canned = new CannedList(this.#desk, this.#path, this.input);
    this.input.addEventListener("keydown", (event) => {
      if (this.canned.takes(event) || !sends(event)) return;
      event.preventDefault();
      this.#send();
    });
    this.input.addEventListener("input", () => this.#typed());
    this.count = element("span", { class: "count", role: "status" });
    this.button = element("button", { type: "submit", class: "button primary" }, w.send);
    this.error = element("p", { class: "error", role: "alert" });
    this.form = element(
      "form",
      { class: "talk-composer" },
      segments(w.kind, "kind", [["reply", w.reply], ["note", w.note]], "reply", (kind) => {
        this.#kind = kind;
        this.#drawComposer();
        this.input.focus();
      }),
      this.canned.node,
      this.input,
      this.error,
      element("div", { class: "talk-foot" }, element("span", { class: "hint" }, w.sendHint), this.count, this.button),
    );
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    return this.form;
  }

  #start(signal) {
    this.#poll = new Poll({
      path: () => `${this.#path}?after=${this.#lastSeq}&language=${this.#desk.language}`,
      told: (answer) => this.#show(answer),
      trouble: (failure) => this.#trouble(failure),
      signal,
    });
  }

  #trouble(failure) {
    if (failure instanceof Refusal && failure.status === 404) {
      this.node.replaceChildren(element("p", { class: "empty" }, this.#w.erased));
      return "end";
    }
    return this.#desk.trouble(failure);
  }

  // What the service says.

  #show(answer) {
    const first = this.#now === null;
    this.#now = answer;
    const follow = first || this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END_PX;
    for (const row of answer.rows) {
      if (row.seq <= this.#lastSeq) continue;
      this.#lastSeq = row.seq;
      this.painter.add(this.list, row);
    }
    if (follow && answer.rows.length) this.log.scrollTop = this.log.scrollHeight;
    if (answer.rows.length && answer.lastSeq > this.#lastSeq) this.#poll.now();
    this.canned.language = answer.conversation.language;
    this.#drawHead();
    this.#drawComposer();
    this.known.replaceChildren(...knownPanel(this.#desk, answer));
  }

  get #mine() {
    return this.#now?.conversation.state === "with-agent" && this.#now.conversation.agent === this.#desk.me.name;
  }

  get #others() {
    const { state, agent } = this.#now?.conversation ?? {};
    return state === "with-agent" && agent && agent !== this.#desk.me.name ? agent : null;
  }

  #drawHead() {
    const w = this.#w;
    const { state, customer } = { ...this.#now.conversation, customer: this.#now.customer };
    this.title.textContent = customer.name || customer.mailAddress || `${w.customer} ${this.#id.slice(0, 8)}`;
    const holder = this.#mine ? w.holderMe : this.#others ? w.holderOther(this.#others) : state === "with-agent" ? w.holderTicket : state === "waiting-for-agent" ? this.#desk.words.states[state] : w.holderBot;
    if (this.holder.textContent !== holder) this.holder.textContent = holder;
    this.holder.dataset.held = this.#mine ? "me" : this.#others ? "other" : state;
    const button = (action, label, primary, work) => element("button", { type: "button", class: `button small ${primary ? "primary" : ""}`, "data-action": action, onclick: work }, label);
    const wanted = this.#mine ? "hand-back" : this.#others ? "take-over" : "claim";
    if (this.buttons.dataset.held === wanted) return;
    this.buttons.dataset.held = wanted;
    const had = this.buttons.contains(document.activeElement);
    this.buttons.replaceChildren(
      ...(wanted === "hand-back" ? this.#deeds(button) : [button(wanted, wanted === "claim" ? w.claim : w.takeOver, wanted === "claim", () => this.#change("claim"))]),
    );
    if (had) (this.#mine ? this.input : this.buttons.firstChild).focus();
  }

  #drawComposer() {
    const w = this.#w;
    const note = this.#kind === "note";
    const locked = !note && this.#others !== null;
    this.form.classList.toggle("note", note);
    this.input.disabled = locked;
    this.button.disabled = locked || this.#sending !== null || this.#tooLong > 0;
    const label = note ? w.noteHolder : locked ? w.holderOther(this.#others) : this.#mine ? w.replyHolder : w.replyTakes;
    this.input.setAttribute("aria-label", label);
    this.input.placeholder = label;
  }

  get #tooLong() {
    return Math.max(0, this.input.value.trim().length - MAX_TEXT);
  }

  #typed() {
    this.#desk.drafts.set(this.#id, this.input.value);
    this.#sending = null;
    this.count.textContent = this.#tooLong ? this.#w.tooLong(this.#tooLong) : "";
    this.error.textContent = "";
    this.#drawComposer();
  }

  // What the agent does.

  #deeds(button) {
    const w = this.#w;
    return [
      button("send-step", w.sendStep, false, () => this.#sendStep()),
      button("probe", w.probe, false, () => this.#probe()),
      button("pass-on", w.pass, false, () => this.#passOn()),
      button("solve", w.solve, false, () => this.#solve()),
      button("hand-back", w.handBack, false, () => this.#handBack()),
    ];
  }

  /** What a dialog answers; null when it was cancelled, or what it needs could not be read. */
  async #asked(dialog) {
    try {
      return await dialog();
    } catch (failure) {
      this.#failed(failure);
      return null;
    }
  }

  async #sendStep() {
    const w = this.#w;
    const { mailClient } = this.#now.conversation;
    const picked = await this.#asked(() => pickStep(this.#desk, { path: this.#path, mailClient, title: w.sendStep, text: w.sendStepText, go: w.send }));
    if (picked) await this.#change("steps", { clientMessageId: messageId(), step: picked.at });
  }

  async #handBack() {
    const w = this.#w;
    const { mailClient } = this.#now.conversation;
    const picked = await this.#asked(() => pickStep(this.#desk, { path: this.#path, mailClient, title: w.handBack, text: w.handBackText, go: w.handBack, here: w.whereItWas }));
    if (picked) await this.#change("hand-back", picked.at ? { at: picked.at } : {});
  }

  async #probe() {
    if (await this.#change("probe")) this.#desk.told(this.#w.probeTold);
  }

  async #passOn() {
    const picked = await this.#asked(() => pickColleague(this.#desk));
    if (picked) await this.#change("pass-on", { clientMessageId: messageId(), to: picked.to, ...(picked.note && { note: picked.note }) });
  }

  async #solve() {
    const w = this.#w;
    const text = await question({ title: w.solve, text: w.solveText, ask: w.solveWords, go: w.solve, cancel: this.#desk.words.cancel });
    if (text !== null) await this.#change("solve", { clientMessageId: messageId(), ...(text && { text }) });
  }

  async #change(what, more = {}) {
    let done = false;
    try {
      const { epoch } = await ask(`${this.#path}/${what}`, "POST", { epoch: this.#now.epoch, ...more });
      this.#now.epoch = epoch;
      this.error.textContent = "";
      done = true;
    } catch (failure) {
      this.#failed(failure);
    }
    this.#poll.now();
    return done;
  }

  async #send() {
    const text = this.input.value.trim();
    if (!text || this.button.disabled || !this.#now) return;
    const open = this.#kind === "reply" && leftOpen(text);
    if (open) {
      this.error.textContent = this.#desk.words.canned.leftOpen(open);
      return;
    }
    // The same text again is the same message, until somebody changes it.
    const message = this.#sending ?? { clientMessageId: messageId(), text };
    this.#sending = message;
    this.#drawComposer();
    try {
      const note = this.#kind === "note";
      const { epoch } = await ask(`${this.#path}/${note ? "notes" : "replies"}`, "POST", note ? message : { ...message, epoch: this.#now.epoch });
      this.#now.epoch = epoch;
      this.input.value = "";
      this.#typed();
    } catch (failure) {
      this.#failed(failure);
    } finally {
      if (!this.error.textContent) this.#sending = null;
      this.button.disabled = false;
      this.#drawComposer();
    }
    this.#poll.now();
  }

  #failed(failure) {
    if (this.#desk.trouble(failure) === "end") return;
    const problem = failure instanceof Refusal ? failure.problem : null;
    const w = this.#w;
    this.#sending = null;
    this.error.textContent =
      failure instanceof Refusal && failure.status === 409
        ? problem?.agent && problem.agent !== this.#desk.me.name
          ? w.staleOther(problem.agent)
          : w.stale
        : this.#desk.words.failed;
    this.#desk.notice(null);
  }
}
