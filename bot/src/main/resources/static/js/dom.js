/** Building elements without HTML: whatever a stranger wrote only ever becomes a text node. */

const SVG = "http://www.w3.org/2000/svg";

export const element = (name, properties = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
};

export const icon = (name, className) => {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  if (className) svg.setAttribute("class", className);
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `img/icons.svg#${name}`);
  svg.append(use);
  return svg;
};

/** Paragraphs of a text; an empty line parts them. */
export const paragraphs = (text, inline = (line) => [line]) =>
  String(text ?? "")
    .split(/\n{2,}/)
    .filter((part) => part.trim())
    .map((part) => {
      const paragraph = element("p");
      part.split("\n").forEach((line, index) => {
        if (index > 0) paragraph.append(document.createElement("br"));
        paragraph.append(...inline(line));
      });
      return paragraph;
    });

/** Puts text on the clipboard and says so on the button for a moment. */
export const copyButton = (text, label, copied, className = "button small") => {
  const words = element("span", {}, label);
  const button = element("button", { type: "button", class: className }, icon("copy"), words);
  button.addEventListener("click", async () => {
    await write(text, button);
    words.textContent = copied;
    setTimeout(() => (words.textContent = label), 2000);
  });
  return button;
};

const write = async (text, near) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = element("textarea", { class: "visually-hidden", "aria-hidden": "true" });
    field.value = text;
    near.after(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    near.focus();
  }
};
