/** Passkeys: coming in by one, and one's own. */

import { element } from "../dom.js";
import { Refusal, ask } from "./api.js";
import { field, form, question } from "./forms.js";
import { moment } from "./words.js";

/** Whether this browser can, where the page is open. */
export const canPasskeys = (desk) => desk.passkeys && Boolean(window.PublicKeyCredential);

const bytes = (base64url) => Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

const base64url = (buffer) => {
  const text = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

/** What went wrong, for somebody who wants to come in or add one. */
const said = (words, failure) => {
  const w = words.passkeys;
  if (!(failure instanceof Refusal)) {
    // what a browser throws; a request that got no answer is a TypeError
    return { NotAllowedError: w.cancelled, AbortError: w.cancelled, InvalidStateError: w.known, SecurityError: w.elsewhere, NotSupportedError: w.unable, ConstraintError: w.unable, TypeError: words.lost }[failure.name] ?? words.failed;
  }
  if (failure.status === 429) return words.gate.tooMany(Math.max(1, Math.ceil(failure.retryAfterSeconds / 60)));
  if (failure.status === 401) return w.refused;
  return { passkey: w.notAccepted, taken: w.known, "too-many-passkeys": w.tooMany, malformed: w.malformed }[failure.problem?.reason] ?? (failure.status === 409 ? w.elsewhere : words.failed);
};

const saying = async (desk, work) => {
  try {
    return await work();
  } catch (failure) {
    throw new Error(said(desk.words, failure), { cause: failure });
  }
};

const descriptor = ({ type, id, transports }) => ({ type, id: bytes(id), ...(transports.length > 0 && { transports }) });

/** Asks the browser for any passkey of the desk's, and answers who it let in. */
const comeIn = async () => {
  const asked = await ask("/session/passkey/challenge", "POST");
  const { id, response } = await navigator.credentials.get({ publicKey: { ...asked, challenge: bytes(asked.challenge) } });
  return ask("/session/passkey", "POST", {
    id,
    userHandle: response.userHandle ? base64url(response.userHandle) : "",
    clientDataJSON: base64url(response.clientDataJSON),
    authenticatorData: base64url(response.authenticatorData),
    signature: base64url(response.signature),
  });
};

const make = async (label) => {
  const options = await ask("/passkeys/challenge", "POST");
  const { response } = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: options.excludeCredentials.map(descriptor),
    },
  });
  return ask("/passkeys", "POST", {
    label,
    clientDataJSON: base64url(response.clientDataJSON),
    attestationObject: base64url(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
};

/** The button beside the form for a password; null where it would lead nowhere. */
export const passkeyDoor = (desk) => {
  if (!canPasskeys(desk)) return null;
  const w = desk.words.passkeys;
  const error = element("p", { class: "error", role: "alert" });
  const button = element("button", { type: "button", class: "button", "data-action": "passkey" }, w.logIn);
  button.addEventListener("click", async () => {
    button.disabled = true;
    error.textContent = "";
    try {
      desk.came(await saying(desk, comeIn));
    } catch (problem) {
      error.textContent = problem.message;
    } finally {
      button.disabled = false;
    }
  });
  return element("div", { class: "door" }, button, error);
};

/** One's own passkeys: what there is, one more, one less. `.start` of the answer reads them. */
export const ownPasskeys = (desk) => {
  const w = desk.words.passkeys;
  const items = element("ul", { class: "items passkeys", "aria-label": w.title });
  const more = element("div");
  const load = async () => {
    try {
      const { passkeys, most } = await ask("/passkeys");
      items.replaceChildren(...(passkeys.length ? passkeys.map((one) => item(desk, one, load)) : [element("li", { class: "hint" }, w.none)]));
      more.replaceChildren(!canPasskeys(desk) ? element("p", { class: "hint" }, w.unable) : passkeys.length >= most ? element("p", { class: "hint" }, w.tooMany) : addition(desk, load));
    } catch (failure) {
      desk.trouble(failure);
    }
  };
  const node = element("section", { class: "gate panel own-passkeys" }, element("h2", {}, w.title), element("p", { class: "hint" }, w.text), items, more);
  node.start = load;
  return node;
};

const addition = (desk, done) => {
  const w = desk.words.passkeys;
  const label = field(w.label, { name: "label", autocomplete: "off", required: true, maxlength: "60" }, w.labelHint);
  return form({ id: "add-passkey" }, [label], w.add, async () => {
    const name = label.input.value.trim();
    if (!name) throw new Error(w.malformed);
    await saying(desk, async () => {
      try {
        await make(name);
      } catch (failure) {
        if (failure instanceof Refusal && failure.status === 401) desk.trouble(failure);
        throw failure;
      }
    });
    desk.told(w.added);
    await done();
  });
};

const item = (desk, { id, label, addedAt, lastUsedAt }, done) => {
  const w = desk.words.passkeys;
  const remove = async () => {
    const answer = await question({ title: w.removeTitle(label), text: w.removeText, go: w.remove, cancel: desk.words.cancel, destructive: true });
    if (answer === null) return;
    try {
      await ask(`/passkeys/${id}`, "DELETE");
      desk.told(w.removed);
    } catch (failure) {
      if (desk.trouble(failure) === "end") return;
      if (failure.status !== 404) desk.told(desk.words.failed);
    }
    await done();
  };
  const used = lastUsedAt ? w.used(moment(lastUsedAt, desk.language)) : w.unused;
  return element(
    "li",
    { class: "letter", "data-passkey": id },
    element("div", { class: "item-main" }, element("span", { class: "item-words" }, label), element("span", { class: "item-meta" }, element("span", {}, w.since(moment(addedAt, desk.language))), element("span", {}, used))),
    element("div", { class: "actions" }, element("button", { type: "button", class: "button small destructive", "data-action": "remove", "aria-label": `${w.remove}: ${label}`, onclick: remove }, w.remove)),
  );
};
