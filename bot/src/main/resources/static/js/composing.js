/**
 * Tells the Enter that sends from the Enter that ends the conversion of an input method.
 *
 * Browsers differ in what they tell of that Enter. Chromium and Firefox: keydown with isComposing, then compositionend. Safari:
 * compositionend first, then the keydown, which is no longer composing; its keyCode is 229, or 13.
 */

/** So long after compositionend a keydown is still the same press of the key: both come from one event of the system. */
const SAME_PRESS_MS = 100;

/** Of an input method's own key events; no other property tells it. */
const PROCESSED_BY_INPUT_METHOD = 229;

/** An Android keyboard keeps the Enter that ends a conversion to itself; one that it passes on after a word is meant to send. */
const KEEPS_ENTER = /Android/.test(navigator.userAgent);

export class ComposingGuard {
  #composing = false;
  #endedAt = -Infinity;

  constructor(input) {
    input.addEventListener("compositionstart", () => (this.#composing = true));
    input.addEventListener("compositionend", (event) => {
      this.#composing = false;
      this.#endedAt = KEEPS_ENTER ? -Infinity : event.timeStamp;
    });
    input.addEventListener("keyup", () => (this.#endedAt = -Infinity));
    input.addEventListener("blur", () => (this.#composing = false));
  }

  /** Whether a keydown belongs to the input method. */
  takes(event) {
    return this.#composing || event.isComposing || event.keyCode === PROCESSED_BY_INPUT_METHOD || event.timeStamp - this.#endedAt < SAME_PRESS_MS;
  }
}
