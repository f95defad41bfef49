/**
 * What the customer sent and the service has not answered yet. Kept over reloads, sent in order,
 * each under one client message id however often it is tried.
 */

import { Backoff, Refusal } from "./connection.js";
import { readJson, write } from "./kept.js";

export class Outbox {
  #key;
  #hooks;
  #backoff = new Backoff();
  #busy = false;
  #sent = [];

  constructor(conversation, hooks) {
    this.#key = `annai.outbox.${conversation}`;
    this.#hooks = hooks;
    this.waiting = readJson(this.#key) ?? [];
    this.#hooks.changed();
  }

  /** What is not in the transcript yet, whether or not the service has it. */
  get unseen() {
    return [...this.#sent, ...this.waiting.filter((message) => !message.shown)];
  }

  add(message) {
    this.waiting.push({ clientMessageId: newId(), tries: 0, ...message });
    this.#keep();
    this.flush();
  }

  clear() {
    this.waiting = [];
    this.#sent = [];
    write(this.#key, null);
  }

  /** The customer's own row came by the stream, perhaps before the answer to the request. */
  arrived(row) {
    this.#sent = this.#sent.filter((message) => message.seq !== row.seq);
    const first = this.waiting[0];
    if (first && (first.choice ? first.choice === row.body?.choice : first.text === row.body?.text)) {
      first.shown = true;
    }
    this.#keep();
  }

  async flush() {
    if (this.#busy) return this.#backoff.wake();
    this.#busy = true;
    try {
      while (this.waiting.length) await this.#sendFirst();
    } finally {
      this.#busy = false;
    }
  }

  async #sendFirst() {
    const message = this.waiting[0];
    message.tries++;
    try {
      const { clientMessageId, text, choice, rating } = message;
      const { seq } = await this.#hooks.send(choice ? { clientMessageId, choice } : { clientMessageId, text, rating });
      if (!this.#hooks.seen(seq)) this.#sent.push({ ...message, seq });
      this.#hooks.passed();
      this.#backoff.reset();
      this.#drop(message);
    } catch (failure) {
      if (failure instanceof Refusal && !failure.passes) {
        this.#drop(message);
        this.#hooks.refused(message, failure);
        return;
      }
      this.#keep();
      this.#hooks.trouble(failure);
      await this.#backoff.pause((failure.retryAfterSeconds ?? 0) * 1000);
    }
  }

  #drop(message) {
    this.waiting = this.waiting.filter((other) => other !== message);
    this.#keep();
  }

  #keep() {
    write(this.#key, this.waiting.length ? JSON.stringify(this.waiting) : null);
    this.#hooks.changed();
  }
}

/** 128 random bits; randomUUID is there on secure pages only. */
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
