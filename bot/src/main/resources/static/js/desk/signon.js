/** Coming in by the provider's own log-in service. */

import { element } from "../dom.js";
import { Refusal, ask } from "./api.js";

const LEFT = "annai.desk.left";

const said = (words, label, failure) => {
  if (!(failure instanceof Refusal)) return words.lost;
  if (failure.status === 429) return words.gate.tooMany(Math.max(1, Math.ceil(failure.retryAfterSeconds / 60)));
  return failure.status === 503 ? words.signOn.refused.provider(label) : words.failed;
};

/** Why somebody came back without a session; null where the address tells of no such thing. */
export const signOnRefusal = (desk, reason) => {
  if (!reason || !desk.singleSignOn) return null;
  const refused = desk.words.signOn.refused;
  return element("p", { class: "error", role: "alert" }, Object.hasOwn(refused, reason) ? refused[reason](desk.singleSignOn) : desk.words.failed);
};

/** The button beside the form for a password; null where it would lead nowhere. */
export const signOnDoor = (desk) => {
  if (!desk.singleSignOn) return null;
  const error = element("p", { class: "error", role: "alert" });
  const button = element("button", { type: "button", class: "button", "data-action": "sign-on" }, desk.words.signOn.logIn(desk.singleSignOn));
  button.addEventListener("click", async () => {
    button.disabled = true;
    error.textContent = "";
    try {
      const { url } = await ask("/session/single-sign-on", "POST");
      desk.leave();
      location.assign(url);
    } catch (failure) {
      error.textContent = said(desk.words, desk.singleSignOn, failure);
      button.disabled = false;
    }
  });
  return element("div", { class: "door" }, button, error);
};

/** Keeps for this tab, until it is back, where somebody was and what they were writing. */
export const keepLeft = (hash, drafts) => {
  try {
    sessionStorage.setItem(LEFT, JSON.stringify({ hash, drafts: [...drafts] }));
  } catch {
    // without storage the desk begins anew
  }
};

/** Takes that up again, once. */
export const takeLeft = () => {
  try {
    const { hash, drafts } = JSON.parse(sessionStorage.getItem(LEFT)) ?? {};
    sessionStorage.removeItem(LEFT);
    return { hash: String(hash ?? ""), drafts: new Map(drafts ?? []) };
  } catch {
    return { hash: "", drafts: new Map() };
  }
};
