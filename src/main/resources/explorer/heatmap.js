// Every word at once: a table of a few words, a canvas of many. A row looks, a column is looked at.

import { at, css, ink, stops } from './colour.js';
import { h } from './dom.js';
import { dimension, fixed, percent } from './format.js';
import { theme } from './theme.js';

export const STAGES = [['scores', 'Scores'], ['weights', 'Weights'], ['context', 'Context']];

// A table has up to this many columns; its numbers are seen up to so many, and large up to so many.
const TABLE = 16;
const NUMBERS = 8;
const LARGE = 5;

// The canvas takes its colours from a table of this many.
const SHADES = 256;

/** A heatmap of the stage that is shown. */
export class Heatmap {
  constructor(shown) {
    this.shown = shown;
    this.stage = shown.stage;
    this.rows = shown.tables[this.stage];
    this.columns = this.stage === 'context' ? this.rows[0].map((_, n) => dimension(n)) : shown.keys;
    this.diverging = this.stage !== 'weights';
    this.most = 0;
    for (const row of this.rows) for (const value of row) this.most = Math.max(this.most, Math.abs(value));
  }

  /** Whether it is a picture of points instead of a table of numbers. */
  get isCanvas() {
    return this.rows.length > TABLE || this.columns.length > TABLE;
  }

  /** What a cell says, in words. */
  sentence(row, column) {
    const who = this.shown.queries[row];
    const number = this.#number(this.rows[row][column]);
    if (this.stage === 'context') return `${this.columns[column]} of ${who} after it has looked: ${number}`;
    if (this.#isHidden(row, column)) return `${this.columns[column]} is hidden from ${who}`;
    return this.stage === 'weights'
      ? `${who} pays ${number} of its attention to ${this.columns[column]}`
      : `${who} scores ${number} with ${this.columns[column]}`;
  }

  /** The table. */
  table() {
    const count = this.columns.length;
    const look = count > NUMBERS ? 'heat dense' : count > LARGE ? 'heat narrow' : 'heat';
    const seen = (text) => (count > NUMBERS ? h('span', { class: 'unseen' }, text) : text);
    const colours = stops(this.diverging, theme());
    return h('table', { class: look },
      h('caption', {}, this.stage === 'context' ? 'Row: the word after it has looked' : 'A row looks at a column'),
      h('thead', {}, h('tr', {}, h('td', {}), this.columns.map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, this.rows.map((values, row) => h('tr', {},
        h('th', { scope: 'row' }, h('button', { type: 'button', 'aria-pressed': row === this.shown.query, 'data-click': 'choose', 'data-position': row }, this.shown.queries[row])),
        values.map((value, column) => {
          const place = { 'data-row': row, 'data-column': column };
          if (this.#isHidden(row, column)) return h('td', { class: 'masked', ...place }, count <= NUMBERS && h('span', { 'aria-hidden': 'true' }, '–'), h('span', { class: 'unseen' }, 'hidden'));
          const shade = at(colours, this.#place(value));
          return h('td', { ...place, vars: { shade: css(shade), ink: ink(shade) } }, seen(this.#number(value, count > LARGE)));
        })))));
  }

  /** Paints the points. */
  paint(canvas) {
    const [width, height] = [this.columns.length, this.rows.length];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const colours = stops(this.diverging, theme());
    const shades = Uint32Array.from({ length: SHADES }, (_, n) => pixel(at(colours, n / (SHADES - 1))));
    const nothing = pixel(theme() === 'dark' ? [52, 44, 60] : [224, 217, 226]);
    const points = new Uint32Array(width * height);
    const [from, part] = this.diverging ? [0.5, 0.5] : [0, 1];
    const scale = (part * (SHADES - 1)) / (this.most || 1);
    const logits = this.stage === 'weights' ? this.shown.tables.logits : null;
    for (let row = 0, point = 0; row < height; row++) {
      const values = this.rows[row];
      for (let column = 0; column < width; column++) {
        points[point++] = logits?.[row][column] === '-Infinity'
          ? nothing
          : shades[Math.round(from * (SHADES - 1) + scale * values[column])];
      }
    }
    const image = new ImageData(new Uint8ClampedArray(points.buffer), width, height);
    canvas.getContext('2d').putImageData(image, 0, 0);
  }

  /** The colour scale with the numbers at its ends. */
  legend() {
    const colours = stops(this.diverging, theme()).join(',');
    return [
      h('span', {}, this.diverging ? this.#number(-this.most) : '0%'),
      h('span', { class: 'ramp', vars: { ramp: `linear-gradient(90deg,${colours})` } }, this.diverging && h('span', { class: 'unseen' }, '0 in the middle')),
      h('span', {}, this.#number(this.most)),
    ];
  }

  #isHidden(row, column) {
    return this.stage === 'weights' && this.shown.isHiddenFrom(row, column);
  }

  #place(value) {
    const part = value / (this.most || 1);
    return this.diverging ? 0.5 + part / 2 : part;
  }

  #number(value, isShort = false) {
    if (this.stage === 'weights') return percent(value);
    return fixed(value, this.stage === 'scores' || isShort ? 2 : 4);
  }
}

/** A colour as the four bytes of a point, the alpha last. */
function pixel([red, green, blue]) {
  return (255 << 24) | (blue << 16) | (green << 8) | red;
}
