/** Picking a step of a procedure, in a dialog. */

import { element } from "../dom.js";
import { labels } from "../labels.js";
import { ask } from "./api.js";
import { choice, field } from "./forms.js";

/**
 * Asks for a step. Answers `{ at }`, with null where the agent chose to go on where it was, or null
 * when it was cancelled. `here` is what that is called; without it a step must be picked.
 */
export const pickStep = async (desk, { path, mailClient, title, text, go, here = null }) => {
  const w = desk.words.talk;
  const { procedures } = await ask(`${path}/procedures?language=${desk.language}`);
  const known = procedures.some((one) => one.mailClient === mailClient);
  const clients = choice(w.mailClient, [...(known ? [] : [["", w.pickClient]]), ...procedures.map((one) => [one.mailClient, one.name])], known ? mailClient : "", "mailClient");
  const steps = element("fieldset", { class: "pick-steps" }, element("legend", {}, w.pickStep));
  const done = element("button", { type: "submit", class: "button primary", value: "go" }, go);
  const where = here && element("label", { class: "pick" }, radio("where", "", true), element("span", {}, here));
  const draw = () => {
    const chosen = procedures.find((one) => one.mailClient === clients.input.value);
    steps.replaceChildren(element("legend", {}, w.pickStep), ...(where ? [where] : []), ...(chosen?.steps ?? []).map((step) => option(desk, step)));
    settle();
  };
  const settle = () => (done.disabled = !steps.querySelector("input:checked"));
  clients.input.addEventListener("change", draw);
  steps.addEventListener("change", settle);
  draw();
  return new Promise((resolve) => {
    const dialog = element(
      "dialog",
      { class: "sheet wide", "aria-label": title },
      element(
        "form",
        { method: "dialog" },
        element("h2", {}, title),
        text && element("p", {}, text),
        clients,
        steps,
        element("div", { class: "actions" }, element("button", { type: "button", class: "button", onclick: () => dialog.close("") }, desk.words.cancel), done),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      const value = steps.querySelector("input:checked")?.value;
      if (dialog.returnValue !== "go" || value === undefined) return resolve(null);
      const [phase, step] = value.split("/");
      resolve({ at: step ? { mailClient: clients.input.value, phase, step } : null });
    });
    document.body.append(dialog);
    dialog.showModal();
    (steps.querySelector("input:checked") ?? clients.input).focus();
  });
};

const radio = (name, value, checked = false) => {
  const input = element("input", { type: "radio", name, value });
  input.checked = checked;
  return input;
};

const option = (desk, step) => {
  const w = labels(desk.language);
  const phase = step.n === null ? "check" : step.phase;
  return element(
    "label",
    { class: "pick" },
    radio("where", `${step.phase}/${step.id}`),
    element("span", {}, element("span", { class: "mark" }, [w.phases[phase], step.n].filter(Boolean).join(" ")), " ", step.text),
  );
};

/** Asks for a colleague and a note; answers `{ to, note }` or null. */
export const pickColleague = async (desk) => {
  const w = desk.words.talk;
  const { colleagues } = await ask("/colleagues");
  const others = colleagues.filter((one) => one.login !== desk.me.login);
  const to = choice(w.passTo, others.map((one) => [one.login, `${one.name} (${w.presence[one.presence]})`]), others[0]?.login ?? "", "to");
  const note = field(w.passNote, {}, null, element("textarea", { rows: "3", maxlength: "4000" }));
  const done = element("button", { type: "submit", class: "button primary", value: "go" }, w.pass);
  done.disabled = others.length === 0;
  return new Promise((resolve) => {
    const dialog = element(
      "dialog",
      { class: "sheet", "aria-label": w.pass },
      element(
        "form",
        { method: "dialog" },
        element("h2", {}, w.pass),
        element("p", {}, others.length ? w.passText : w.passNobody),
        others.length > 0 && to,
        others.length > 0 && note,
        element("div", { class: "actions" }, element("button", { type: "button", class: "button", onclick: () => dialog.close("") }, desk.words.cancel), done),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "go" ? { to: to.input.value, note: note.input.value.trim() } : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    (others.length ? to.input : dialog.querySelector("button")).focus();
  });
};
