/** Colours as #rrggbb, and whether what stands on them can be read (WCAG 2.2, 1.4.3). */

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

const two = (value) => Math.min(255, Math.max(0, Math.round(value))).toString(16).padStart(2, "0");

export const luminance = (hex) => {
  const [red, green, blue] = channels(hex).map((value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

export const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

/** White or nearly black, whichever is read better on the ground. */
export const inkOn = (ground) => (contrast(ground, "#ffffff") >= contrast(ground, "#101513") ? "#ffffff" : "#101513");

/** The first colour with a share, from 0 to 1, of the other. */
export const mixed = (hex, other, share) => {
  const added = channels(other);
  return `#${channels(hex).map((value, index) => two(value * (1 - share) + added[index] * share)).join("")}`;
};

/** The colour, moved towards black or white until it can be read on the ground. */
export const readable = (hex, ground) => {
  const towards = inkOn(ground) === "#ffffff" ? "#ffffff" : "#000000";
  for (let share = 0; share < 1; share += 0.1) {
    const candidate = mixed(hex, towards, share);
    if (contrast(candidate, ground) >= 4.6) return candidate;
  }
  return towards;
};
