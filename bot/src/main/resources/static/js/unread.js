/** How many messages came in while the chat was hidden; known again after the site's next page. */

import { readJson, write } from "./kept.js";

const STORED = "annai.seen";
const COUNTED = ["text", "step", "evidence", "ticket", "handoff"];

export class Unread {
  #conversation = null;
  #seen = 0;
  #last = 0;
  #count = 0;
  #shown;
  #tell;

  /** shown: whether the chat is seen now; tell: told the number when it has changed. */
  constructor(shown, tell) {
    this.#shown = shown;
    this.#tell = tell;
  }

  /** Another conversation, or the same one from its beginning. */
  hold(conversation) {
    const kept = readJson(STORED);
    this.#conversation = conversation;
    this.#seen = kept?.id === conversation ? kept.seq : 0;
    this.#last = 0;
    this.#set(0);
  }

  arrived(row) {
    this.#last = row.seq;
    if (this.#shown) this.#keep();
    else if (row.seq > this.#seen && row.from !== "customer" && COUNTED.includes(row.type)) this.#set(this.#count + 1);
  }

  show(shown) {
    this.#shown = shown;
    if (shown && this.#last) this.#keep();
  }

  #keep() {
    this.#seen = this.#last;
    write(STORED, JSON.stringify({ id: this.#conversation, seq: this.#seen }));
    this.#set(0);
  }

  #set(count) {
    if (count === this.#count) return;
    this.#count = count;
    this.#tell(count);
  }
}
