/** The desk's line to the service: the session travels in a cookie, the token against forgery in a header. */

import { Backoff, Refusal } from "../connection.js";
import { concerns, events } from "./events.js";

export { Refusal };

const API = "api/v1/desk";
const EVERY_MS = 3_000;
const HIDDEN_MS = 15_000;
/** Where hints come, asking is only for what a hint was lost of. */
const HINTED_MS = 15_000;
const HINTS_MS = 500;

const csrf = () =>
  document.cookie
    .split("; ")
    .map((cookie) => cookie.split("="))
    .find(([name]) => name === "__Host-annai-desk-csrf" || name === "annai-desk-csrf")?.[1] ?? "";

const request = (path, method, body, headers) =>
  fetch(`${API}${path}`, {
    method,
    cache: "no-store",
    headers: {
      Accept: "application/json, application/problem+json",
      ...(method !== "GET" && { "X-CSRF-Token": csrf() }),
      ...(body && { "Content-Type": "application/json" }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });

const refusal = async (response) =>
  new Refusal(response.status, await response.json().catch(() => null), Number(response.headers.get("Retry-After") ?? 0));

/** Asks once; throws a Refusal when the service says no. */
export const ask = async (path, method = "GET", body = null) => {
  const response = await request(path, method, body);
  if (!response.ok) throw await refusal(response);
  const answer = await response.text();
  return answer ? JSON.parse(answer) : null;
};

export const fileAddress = (system, key, name) =>
  `${API}/tickets/${encodeURIComponent(system)}/${encodeURIComponent(key)}/file?name=${encodeURIComponent(name)}`;

/** Unique for every message, also where the browser has no crypto.randomUUID: on plain http. */
export const messageId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Asks again and again, at a hint at once, and tells only what is new. */
export class Poll {
  #path;
  #every;
  #told;
  #trouble;
  #tag = null;
  #tagged = "";
  #backoff = new Backoff();
  #hinted = false;
  #wake = () => {};

  /**
   * `path` gives the path to ask for, `told` takes each new answer, `trouble` each failure, and null
   * when it is over; the poll ends with the signal. `every` is the pause in milliseconds.
   */
  constructor({ path, told, trouble, signal, every = EVERY_MS }) {
    this.#every = every;
    this.#path = path;
    this.#told = told;
    this.#trouble = trouble;
    const hurry = () => document.hidden || this.now();
    document.addEventListener("visibilitychange", hurry, { signal });
    window.addEventListener("online", hurry, { signal });
    signal.addEventListener("abort", () => this.now());
    let soon = null;
    events.listen((hint) => {
      if (!concerns(path(), hint) || soon) return;
      // what else changes in the same moment is read together
      soon = setTimeout(() => {
        soon = null;
        this.#hinted = true;
        this.now();
      }, HINTS_MS * Math.random());
    }, signal);
    this.#run(signal);
  }

  /** Asks at once. */
  now() {
    this.#wake();
    this.#backoff.wake();
  }

  async #run(signal) {
    while (!signal.aborted) {
      try {
        this.#hinted = false;
        await this.#once(signal);
        if (signal.aborted) return;
        this.#backoff.reset();
        this.#trouble(null);
        // a hint that came while the answer was under way may be about something newer
        if (!this.#hinted) await this.#pause(Math.max(this.#every, this.#rarely() ? HINTED_MS : 0, document.hidden ? HIDDEN_MS : 0));
      } catch (failure) {
        if (signal.aborted) return;
        if (this.#trouble(failure) === "end") return;
        await this.#backoff.pause((failure.retryAfterSeconds ?? 0) * 1000);
      }
    }
  }

  #rarely() {
    return events.live && concerns(this.#path(), {}) !== null;
  }

  async #once(signal) {
    const path = this.#path();
    // The first time somebody looks; afterwards the page asks by itself, which keeps no session alive.
    const headers = this.#tag ? { "If-None-Match": this.#tagged === path ? this.#tag : '"-"' } : {};
    const response = await request(path, "GET", null, headers);
    if (signal.aborted || response.status === 304) return;
    if (!response.ok) throw await refusal(response);
    const answer = await response.json();
    this.#tag = response.headers.get("ETag");
    this.#tagged = path;
    if (!signal.aborted) this.#told(answer);
  }

  #pause(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
