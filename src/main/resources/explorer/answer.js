// The answer beside the program: what the API gives for the very request, in the format that is chosen.

import { Newest, Refused } from './api.js';
import { h, render } from './dom.js';
import { inFormat, isPicture } from './files.js';
import { MANY, queriesOf } from './request.js';
import { theme } from './theme.js';

export const FORMATS = [['text', 'Table'], ['json', 'JSON'], ['csv', 'CSV'], ['markdown', 'Markdown'], ['svg', 'SVG'], ['png', 'PNG']];

// Of longer texts the beginning is shown.
const MOST = 20_000;

// Begins to ask when the card is so close to the screen.
const NEAR = '300px';

// While someone types, and the page itself asks, this waits.
const QUIET = 200;

/** Shows answers as they came. Asks when it is about to be seen, and for many words when told to. */
export class AnswerView {
  #byId;
  #near = false;
  #wanted = null;
  #asked = null; // what #shown is the answer to, or will be
  #waits = false;
  #shown = null;
  #picture = null;
  #newest = new Newest();

  /** @param {() => void} come draws the card, which comes near the screen */
  constructor(byId, come) {
    this.#byId = byId;
    new IntersectionObserver((entries) => {
      this.#near = entries.at(-1).isIntersecting;
      if (this.#near) come();
      else if (this.#waits) this.#stop();
    }, { rootMargin: NEAR }).observe(byId('code-card'));
  }

  /** Whether the card is on the screen or close to it. */
  get isNear() {
    return this.#near;
  }

  /**
   * Shows the answer to a request, once it is seen.
   *
   * @param {object | null} request nothing while the page waits for its own answer
   * @param {object | null} problem why there is none
   */
  draw(request, format, problem) {
    this.#wanted = request && { request, format, theme: isPicture(format) ? theme() : null };
    if (problem?.type) this.#refuse(problem);
    else this.#update(false);
  }

  /** Asks for many words, too. */
  ask() {
    this.#update(true);
  }

  /** Brings the answer to the clipboard: a picture of points as that, all else as text. */
  async copy() {
    const { blob } = this.#shown;
    if (blob.type === 'image/png') await navigator.clipboard.write([new ClipboardItem({ [blob.type]: blob })]);
    else await navigator.clipboard.writeText(await blob.text());
  }

  #update(told) {
    const wanted = this.#wanted;
    if (wanted && isSame(wanted, this.#asked)) return;
    this.#stop();
    if (!wanted || !this.#near) return;
    const count = queriesOf(wanted.request);
    if (count > MANY && !told) {
      this.#show(null, h('button', { type: 'button', class: 'button', 'data-click': 'ask-answer' }, `Ask for the answer of ${count} words`));
      return;
    }
    this.#asked = wanted;
    this.#waits = true;
    this.#byId('answer-about').textContent = 'asking …';
    this.#newest.run(told ? 0 : QUIET, async (signal) => {
      const blob = await inFormat('attention', wanted.format, wanted.request, signal);
      return { blob, text: isPicture(wanted.format) ? null : await blob.text() };
    }, (answer) => {
      this.#show(answer, isPicture(wanted.format) ? this.#image(answer.blob, wanted.format) : this.#text(answer.text));
    }, (failed) => {
      if (!(failed instanceof Refused)) throw failed;
      this.#refuse(failed.problem);
    });
  }

  #stop() {
    this.#newest.drop();
    this.#asked = null;
    this.#waits = false;
    this.#byId('answer-about').textContent = '';
    this.#byId('copy-answer').disabled = true;
  }

  /** The problem document is an answer, too. */
  #refuse(problem) {
    this.#stop();
    const text = JSON.stringify(problem, null, 2);
    this.#show({ blob: new Blob([text], { type: 'application/problem+json' }), status: problem.status }, this.#text(text));
  }

  #show(answer, content) {
    this.#shown = answer;
    this.#waits = false;
    const about = answer && [answer.status, answer.blob.type.split(';')[0], size(answer.blob.size)].filter(Boolean).join(' · ');
    this.#byId('answer-about').textContent = about ?? '';
    this.#byId('copy-answer').disabled = !answer;
    render(this.#byId('answer'), content);
  }

  #text(text) {
    return [
      h('pre', {}, h('code', {}, text.slice(0, MOST))),
      text.length > MOST && h('p', { class: 'hint' }, `The first ${MOST.toLocaleString('en')} of ${text.length.toLocaleString('en')} characters. Copy takes all.`),
    ];
  }

  #image(blob, format) {
    if (this.#picture) URL.revokeObjectURL(this.#picture);
    this.#picture = URL.createObjectURL(blob);
    return h('img', { src: this.#picture, alt: `Heatmap of all words, the API’s own ${format.toUpperCase()}` });
  }
}

function isSame(one, other) {
  return other && one.request === other.request && one.format === other.format && one.theme === other.theme;
}

function size(bytes) {
  return bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`;
}
