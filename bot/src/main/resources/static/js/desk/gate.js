/** Coming in: log in, set up, join; and one's own password. */

import { element } from "../dom.js";
import { Refusal, ask } from "./api.js";
import { field, form, heading } from "./forms.js";
import { ownPasskeys, passkeyDoor } from "./passkeys.js";
import { signOnDoor, signOnRefusal } from "./signon.js";

const said = (words, failure) => {
  if (!(failure instanceof Refusal)) return words.lost;
  const w = words.gate;
  if (failure.status === 429) return w.tooMany(Math.max(1, Math.ceil(failure.retryAfterSeconds / 60)));
  if (failure.status === 401) return w.wrong;
  const reason = failure.problem?.reason;
  return { code: w.wrongCode, password: w.wrongPassword, taken: w.taken, malformed: w.malformed }[reason] ?? (failure.status === 400 ? w.malformed : words.failed);
};

const attempt = async (desk, work) => {
  try {
    return await work();
  } catch (failure) {
    throw new Error(said(desk.words, failure), { cause: failure });
  }
};

const password = (label, name, autocomplete, hint) => field(label, { type: "password", name, autocomplete, required: true, maxlength: "200" }, hint);

const same = (desk, first, second) => {
  if (first.input.value !== second.input.value) throw new Error(desk.words.gate.differ);
  return first.input.value;
};

const card = (...parts) => element("section", { class: "gate panel" }, ...parts);

export const logInView = (desk, ended, refusal) => {
  const w = desk.words.gate;
  const login = field(w.login, { name: "username", autocomplete: "username", autocapitalize: "none", spellcheck: "false", required: true, autofocus: true });
  const secret = password(w.password, "password", "current-password");
  const node = card(
    heading(w.logIn),
    ended && element("p", { class: "hint" }, w.ended),
    signOnRefusal(desk, refusal),
    form({ id: "log-in" }, [login, secret], w.logIn, async () => {
      const me = await attempt(desk, () => ask("/session", "POST", { login: login.input.value, password: secret.input.value }));
      desk.came(me);
    }),
    passkeyDoor(desk),
    signOnDoor(desk),
  );
  return { title: w.logIn, node };
};

export const setUpView = (desk) => {
  const w = desk.words.gate;
  const code = field(w.code, { name: "code", autocomplete: "one-time-code", autocapitalize: "characters", spellcheck: "false", required: true, autofocus: true });
  const login = field(w.login, { name: "username", autocomplete: "username", autocapitalize: "none", spellcheck: "false", required: true }, desk.words.agents.loginHint);
  const name = field(w.name, { name: "name", autocomplete: "name", required: true, maxlength: "80" }, w.nameHint);
  const first = password(w.newPassword, "new-password", "new-password", w.passwordHint);
  const second = password(w.repeat, "repeat", "new-password");
  const node = card(
    heading(w.setUp),
    element("p", {}, w.setUpText),
    form({ id: "set-up" }, [code, login, name, first, second], w.setUpDo, async () => {
      const body = { code: code.input.value, login: login.input.value, name: name.input.value, password: same(desk, first, second) };
      desk.came(await attempt(desk, () => ask("/setup", "POST", body)));
    }),
  );
  return { title: w.setUp, node };
};

/** The code is in the part of the address that no server sees. */
export const joinView = (desk, code) => {
  const w = desk.words.gate;
  const first = password(w.newPassword, "new-password", "new-password", w.passwordHint);
  first.input.setAttribute("autofocus", "");
  const second = password(w.repeat, "repeat", "new-password");
  const node = card(
    heading(w.join),
    element("p", {}, w.joinText),
    form({ id: "join" }, [first, second], w.joinDo, async () => {
      desk.came(await attempt(desk, () => ask("/join", "POST", { code, password: same(desk, first, second) })));
    }),
    signOnDoor(desk),
  );
  return { title: w.join, node };
};

export const accountView = (desk) => {
  const w = desk.words.gate;
  const passkeys = ownPasskeys(desk);
  const present = password(w.present, "password", "current-password");
  const first = password(w.newPassword, "new-password", "new-password", w.passwordHint);
  const second = password(w.repeat, "repeat", "new-password");
  const node = card(
    heading(desk.words.account),
    element("p", {}, `${desk.me.name} (${desk.me.login}), ${desk.words.agents.roles[desk.me.role]}`),
    form({ id: "change-password" }, [present, first, second], w.change, async () => {
      const body = { present: present.input.value, next: same(desk, first, second) };
      await attempt(desk, () => ask("/password", "PUT", body));
      [present, first, second].forEach((one) => (one.input.value = ""));
      desk.told(w.changed);
    }),
  );
  return { title: desk.words.account, node: element("div", { class: "gates" }, node, passkeys), start: passkeys.start };
};
