/**
 * What the page itself says, in every language that config/wording/page has a file of. What the
 * bot says comes from the service.
 */

import WORDS from "./wording.js";

/** Tag to the language's own name. */
export const LANGUAGES = Object.fromEntries(Object.entries(WORDS).map(([tag, words]) => [tag, words.languageName]));

const FALLBACK = WORDS.en ?? Object.values(WORDS)[0];

export const labels = (language) => WORDS[language] ?? FALLBACK;

/** A label with its {names} replaced. */
export const fill = (label, values) => label.replace(/\{([a-z]+)\}/g, (whole, name) => values[name] ?? whole);

/** Several names as one text. */
export const listed = (words, names) => names.reduce((one, next) => fill(words.list, { one, next }));

/** The language of a tag such as ja-JP, as far as the page speaks it. */
export const spoken = (tag) => Object.keys(WORDS).find((known) => known === String(tag ?? "").toLowerCase().split("-")[0]);

/** The language of the browser, as far as the page speaks it. */
export const browserLanguage = () => (navigator.languages ?? [navigator.language]).map(spoken).find(Boolean) ?? spoken("en") ?? Object.keys(WORDS)[0];
