/** What the browser keeps for this page; where it keeps nothing, for as long as the page is open. */

const memory = new Map();

export const read = (key) => {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
};

/** Null forgets. */
export const write = (key, value) => {
  memory.delete(key);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value !== null) memory.set(key, value);
  }
};

/** A value that was written as JSON; null where there is none that can be read. */
export const readJson = (key) => {
  try {
    return JSON.parse(read(key) ?? "null");
  } catch {
    return null;
  }
};
