/** Accounts, for administrators. */

import { element } from "../dom.js";
import { Refusal, ask } from "./api.js";
import { choice, field, form, heading, question, shown } from "./forms.js";

export const agentsView = (desk) => {
  const w = desk.words.agents;
  const items = element("ul", { class: "items agents", "aria-label": w.title });
  const load = async () => {
    try {
      const { agents } = await ask("/agents");
      items.replaceChildren(...agents.map((agent) => item(desk, agent, act)));
    } catch (failure) {
      desk.trouble(failure);
    }
  };
  const act = async (work) => {
    try {
      await work();
    } catch (failure) {
      if (desk.trouble(failure) === "end") return;
      desk.told(failure instanceof Refusal && failure.problem?.reason === "last-administrator" ? w.last : desk.words.failed);
    }
    await load();
  };
  const node = element("section", {}, heading(w.title), items, invitation(desk, load));
  return { title: w.title, node, start: load };
};

const item = (desk, agent, act) => {
  const w = desk.words.agents;
  const path = `/agents/${encodeURIComponent(agent.login)}`;
  const me = agent.login === desk.me.login;
  const patch = (change) => act(() => ask(path, "PATCH", change));
  const disable = async () => {
    const answer = await question({ title: w.disableTitle(agent.name), text: w.disableText, go: w.disable, cancel: desk.words.cancel, destructive: true });
    if (answer !== null) await patch({ disabled: true });
  };
  const reset = async () => {
    const answer = await question({ title: w.resetTitle(agent.name), text: w.resetText, go: w.reset, cancel: desk.words.cancel });
    if (answer !== null) await act(async () => showCode(desk, await ask(`${path}/reset`, "POST")));
  };
  const removePasskeys = async () => {
    const answer = await question({ title: w.passkeysTitle(agent.name), text: w.passkeysText, go: w.removePasskeys, cancel: desk.words.cancel, destructive: true });
    if (answer !== null) await act(() => ask(`${path}/passkeys`, "DELETE"));
  };
  const removeSignOn = async () => {
    const answer = await question({ title: w.signOnTitle(agent.name), text: w.signOnText, go: w.removeSignOn, cancel: desk.words.cancel, destructive: true });
    if (answer !== null) await act(() => ask(`${path}/single-sign-on`, "DELETE"));
  };
  const button = (action, label, work, destructive) => element("button", { type: "button", class: `button small ${destructive ? "destructive" : ""}`, "data-action": action, onclick: work }, label);
  const other = agent.role === "admin" ? "agent" : "admin";
  return element(
    "li",
    { class: "letter", "data-login": agent.login },
    element(
      "div",
      { class: "item-main" },
      element("span", { class: "item-words" }, agent.name, me && element("span", { class: "hint" }, ` (${w.you})`)),
      element("span", { class: "item-meta" }, element("span", {}, agent.login), element("span", { class: "mark" }, w.roles[agent.role]), element("span", { class: `status ${agent.state === "active" ? "closed" : "reopened"}` }, w.states[agent.state]), agent.passkeys > 0 && element("span", {}, w.passkeys(agent.passkeys)), agent.singleSignOn && element("span", {}, w.signOn)),
    ),
    !me &&
      element(
        "div",
        { class: "actions" },
        button("role", other === "admin" ? w.makeAdmin : w.makeAgent, () => patch({ role: other })),
        agent.singleSignOn && button("remove-single-sign-on", w.removeSignOn, removeSignOn, true),
        agent.passkeys > 0 && button("remove-passkeys", w.removePasskeys, removePasskeys, true),
        agent.state !== "disabled" && button("reset", w.reset, reset),
        agent.state === "disabled" ? button("enable", w.enable, () => patch({ disabled: false })) : button("disable", w.disable, disable, true),
      ),
  );
};

const invitation = (desk, done) => {
  const w = desk.words.agents;
  const login = field(w.login, { name: "login", autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: "64" }, w.loginHint);
  const name = field(w.name, { name: "agent-name", autocomplete: "off", maxlength: "80" }, w.nameHint);
  const role = choice(w.role, [["agent", w.roles.agent], ["admin", w.roles.admin]], "agent", "role");
  return element(
    "section",
    { class: "panel invite" },
    element("h2", {}, w.invite),
    form({ id: "invite" }, [login, name, role], w.inviteDo, async () => {
      try {
        const invited = await ask("/agents", "POST", { login: login.input.value, name: name.input.value, role: role.input.value });
        login.input.value = name.input.value = "";
        showCode(desk, invited);
      } catch (failure) {
        desk.trouble(failure);
        const taken = failure instanceof Refusal && failure.status === 409;
        throw new Error(taken ? desk.words.gate.taken : failure instanceof Refusal && failure.status === 400 ? w.malformed : desk.words.failed, { cause: failure });
      }
      await done();
    }),
  );
};

/** The code is shown once, as a link whose code no server sees. */
const showCode = (desk, { agent, code }) => {
  const w = desk.words.agents;
  const value = `${location.origin}${location.pathname}#/join/${code}`;
  shown({ title: w.codeTitle(agent.name), text: w.codeText, value, copy: w.copy, copied: w.copied, close: desk.words.close });
};
