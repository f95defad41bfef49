/**
 * The line to the service: plain requests, and the stream of rows by fetch, so that the token
 * travels in a header and never in an address.
 */

const API = "api/v1/conversations";
const SILENCE_MS = 45_000;

/** Longer than between two heartbeats: a stream that was silent for that long while the page slept is doubted. */
const DOUBT_MS = 20_000;

const FIRST_DELAY_MS = 500;
/** Everybody is back soon after a restart, and not all in the same second. */
const LONGEST_DELAY_MS = 5_000;

/** The service said no. */
export class Refusal extends Error {
  constructor(status, problem, retryAfterSeconds) {
    super(problem?.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Whether the same request may go through later. */
  get passes() {
    return this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

const request = async (path, { method = "GET", token, body } = {}) => {
  const response = await fetch(path, {
    method,
    cache: "no-store",
    credentials: "omit",
    headers: {
      Accept: "application/json, application/problem+json",
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { "Content-Type": "application/json" }),
    },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => null);
    throw new Refusal(response.status, problem, Number(response.headers.get("Retry-After") ?? 0));
  }
  const answer = await response.text();
  return answer ? JSON.parse(answer) : null;
};

export const begin = (language, identity) => request(API, { method: "POST", body: { language, identity } });

export const beginFromTicket = (language, ticketLink) => request(API, { method: "POST", body: { language, ticketLink } });

export const joinByCode = (resumeCode) => request(API, { method: "POST", body: { resumeCode } });

/** A file's name as RFC 8187 has it; half a character, which no name should have, becomes a mark. */
const extended = (name) => encodeURIComponent(name.replace(/[\uD800-\uDFFF]/gu, "\uFFFD")).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);

/** One conversation, with the right to it. */
export class Connection {
  #id;
  #token;
  #heardAt = 0;
  #silence = null;

  constructor({ id, token }) {
    this.#id = id;
    this.#token = token;
  }

  get id() {
    return this.#id;
  }

  #ask(path, options) {
    return request(`${API}/${encodeURIComponent(this.#id)}${path}`, { token: this.#token, ...options });
  }

  view(after = 0) {
    return this.#ask(after ? `?after=${after}` : "");
  }

  say(message) {
    return this.#ask("/messages", { method: "POST", body: message });
  }

  /** Where a file can be fetched without the token, for a few minutes. */
  fileLink(file) {
    return this.#ask(`/attachments/${encodeURIComponent(file)}/link`);
  }

  /** Sends a file; `begun` gets the request, which can be aborted, and `progress` the part that is sent, up to 1. */
  attach(clientMessageId, file, { begun, progress }) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", `${API}/${encodeURIComponent(this.#id)}/attachments?clientMessageId=${clientMessageId}`);
      request.responseType = "json";
      request.setRequestHeader("Authorization", `Bearer ${this.#token}`);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("Content-Disposition", `attachment; filename*=UTF-8''${extended(file.name)}`);
      request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
      request.addEventListener("load", () => (request.status < 300 ? resolve(request.response) : reject(new Refusal(request.status, request.response, Number(request.getResponseHeader("Retry-After") ?? 0)))));
      for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => reject(new TypeError(end)));
      begun(request);
      request.send(file);
    });
  }

  /** Answers the right that holds from now on. */
  signIn(identity) {
    return this.#ask("/identity", { method: "POST", body: { identity } });
  }

  checkLogin(user, password) {
    return this.#ask("/probe", { method: "POST", body: { user, password } });
  }

  /** A code for another device, and the QR code of the page with it. */
  resumeCode(page) {
    return this.#ask("/resume-code", { method: "POST", body: { page } });
  }

  /** Ends a stream that has been silent for long, or in any case; its reader then opens the next one. */
  doubt(broken) {
    if (broken || Date.now() - this.#heardAt > DOUBT_MS) this.#silence?.abort();
  }

  erase() {
    return this.#ask("", { method: "DELETE" });
  }

  /** The QR code of the address in a row, as an address for an image; revoke it after use. */
  async qrCode(seq) {
    const response = await fetch(`${API}/${encodeURIComponent(this.#id)}/messages/${seq}/qr-code`, {
      headers: { Authorization: `Bearer ${this.#token}` },
    });
    if (!response.ok) throw new Refusal(response.status);
    return URL.createObjectURL(await response.blob());
  }

  /**
   * Reads the stream from the given row on; ends when the service ends it, or the signal does.
   * One that does not resume another says that the customer has opened the page.
   */
  async *stream(lastSeq, resumes, signal) {
    const silence = (this.#silence = new AbortController());
    let watch;
    const stillThere = () => {
      this.#heardAt = Date.now();
      clearTimeout(watch);
      watch = setTimeout(() => silence.abort(), SILENCE_MS);
    };
    stillThere();
    try {
      const response = await fetch(`${API}/${encodeURIComponent(this.#id)}/events${resumes ? "" : `?after=${lastSeq}`}`, {
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.any([signal, silence.signal]),
        headers: {
          Accept: "text/event-stream",
          Authorization: `Bearer ${this.#token}`,
          ...(resumes && { "Last-Event-ID": String(lastSeq) }),
        },
      });
      if (!response.ok) throw new Refusal(response.status, await response.json().catch(() => null));
      yield { open: true };
      let rest = "";
      for await (const chunk of chunks(response.body)) {
        stillThere();
        const blocks = (rest + chunk).split("\n\n");
        rest = blocks.pop();
        for (const block of blocks) {
          const data = block
            .split("\n")
            .filter((line) => line.startsWith("data:"))
            .map((line) => line.slice(5).replace(/^ /, ""))
            .join("\n");
          if (data) yield { row: JSON.parse(data) };
        }
      }
    } finally {
      clearTimeout(watch);
    }
  }
}

async function* chunks(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value.replaceAll("\r\n", "\n");
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Growing, jittered pauses; `wake` ends the one that runs. */
export class Backoff {
  #tries = 0;
  #wake = () => {};

  reset() {
    this.#tries = 0;
  }

  wake() {
    this.#wake();
  }

  pause(atLeastMs = 0) {
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#tries++);
    const delay = Math.max(atLeastMs, longest / 2 + (Math.random() * longest) / 2);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
