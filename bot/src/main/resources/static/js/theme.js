/** The looks that a site may give the chat: a scheme, and values of a short list, each held against its form. */

import { contrast, inkOn, luminance, mixed, readable } from "./colours.js";

const HEX = /^#[0-9a-f]{6}$/;
const FONT = /^[\p{L}\p{N} ,"'_-]{1,200}$/u;
const LARGEST_RADIUS = 28;

/** Between these a ground is neither light nor dark enough for the colours of success and failure. */
const DARKEST_LIGHT = 0.7;
const LIGHTEST_DARK = 0.06;

const PLAIN = { light: { surface: "#ffffff", muted: "#55615c" }, dark: { surface: "#1a211e", muted: "#a3b1ab" } };

const DARK = matchMedia("(prefers-color-scheme: dark)");

const NAMES = ["accent", "accent-ink", "accent-soft", "accent-deep", "accent-over", "surface", "ground", "sunken", "ink", "muted", "line", "radius", "radius-small", "site-font"];

const colour = (value) => (typeof value === "string" && HEX.test(value) ? value : undefined);

const usable = (surface) => surface && (luminance(surface) >= DARKEST_LIGHT || luminance(surface) <= LIGHTEST_DARK);

const ofSurface = (surface, scheme) => {
  const ink = inkOn(surface);
  const sunken = mixed(surface, ink, 0.06);
  return {
    surface,
    ground: mixed(surface, ink, 0.035),
    sunken,
    ink,
    muted: readable(PLAIN[scheme].muted, sunken),
    line: mixed(surface, ink, 0.16),
  };
};

const ofAccent = (asked, surface) => {
  const soft = mixed(surface, asked, 0.12);
  const accent = readable(asked, soft);
  const deep = readable(mixed(accent, inkOn(surface), 0.25), soft);
  return { accent, "accent-soft": soft, "accent-deep": deep, "accent-ink": inkOn(accent), "accent-over": inkOn(deep) };
};

const chosen = (scheme, values) => {
  const surface = usable(colour(values.surface)) ? values.surface : undefined;
  const effective = surface ? (contrast(surface, "#000000") > contrast(surface, "#ffffff") ? "light" : "dark") : scheme;
  const radius = Number.isInteger(values.radius) && values.radius >= 0 ? Math.min(values.radius, LARGEST_RADIUS) : undefined;
  return {
    scheme: effective,
    looks: {
      ...(surface && ofSurface(surface, effective)),
      ...(colour(values.accent) && ofAccent(values.accent, surface ?? PLAIN[effective].surface)),
      ...(radius !== undefined && { radius: `${radius}px`, "radius-small": `${Math.round(radius * 0.6)}px` }),
      ...(typeof values.font === "string" && FONT.test(values.font) && { "site-font": values.font }),
    },
  };
};

/** The looks as they are now; they are worked out again when the system turns dark or light. */
export class Theme {
  #scheme = "auto";
  #values = {};

  constructor() {
    DARK.addEventListener("change", () => this.#apply());
  }

  /**
   * What a site asks for; all that is not of the list, or not of its form, is left out.
   *
   * scheme: "light", "dark" or "auto"; values: accent and surface as #rrggbb, radius in pixels, font as a list of names.
   */
  ask(scheme, values) {
    this.#scheme = ["light", "dark"].includes(scheme) ? scheme : "auto";
    this.#values = typeof values === "object" && values !== null ? values : {};
    this.#apply();
  }

  #apply() {
    const root = document.documentElement;
    const { scheme, looks } = chosen(this.#scheme === "auto" ? (DARK.matches ? "dark" : "light") : this.#scheme, this.#values);
    root.dataset.theme = scheme;
    for (const name of NAMES) {
      if (looks[name] === undefined) root.style.removeProperty(`--${name}`);
      else root.style.setProperty(`--${name}`, looks[name]);
    }
  }
}
