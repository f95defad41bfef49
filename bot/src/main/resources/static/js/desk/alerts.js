/** Tells of conversations that are new in the queue: in the title, and by a sound where that is wanted. */

const STORED = "annai.desk.sound";
const TONES_HZ = [660, 880];
const TONE_S = 0.14;
const LOUDNESS = 0.12;

export const soundWanted = () => localStorage.getItem(STORED) === "on";

export const wantSound = (wanted) => localStorage.setItem(STORED, wanted ? "on" : "off");

let audio = null;

/** Two short tones. The browser lets it sound only after the agent has touched the page. */
export const beep = () => {
  audio ??= new AudioContext();
  audio.resume().then(
    () => TONES_HZ.forEach((hertz, index) => tone(hertz, audio.currentTime + index * TONE_S)),
    () => {},
  );
};

const tone = (hertz, at) => {
  const source = audio.createOscillator();
  const loudness = audio.createGain();
  source.frequency.value = hertz;
  loudness.gain.setValueAtTime(LOUDNESS, at);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + TONE_S);
  source.connect(loudness).connect(audio.destination);
  source.start(at);
  source.stop(at + TONE_S);
};

/** Knows what was there before. */
export class Newcomers {
  #known = null;

  /** How many of these were not there the last time; none the first time. */
  count(ids) {
    const fresh = this.#known === null ? 0 : ids.filter((id) => !this.#known.has(id)).length;
    this.#known = new Set(ids);
    return fresh;
  }
}
