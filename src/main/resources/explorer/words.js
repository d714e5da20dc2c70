// The words: one looks, the others show how much of its attention they get.

import { at, css, ink, stops, wordColour } from './colour.js';
import { h } from './dom.js';
import { percent } from './format.js';
import { FEW } from './shown.js';
import { theme } from './theme.js';

// A weight of 1 is drawn this thick.
export const THICKEST = 22;

/** The words to choose from, a part of them; with other keys than queries, the queries alone. */
export function looking(shown, find, from, to) {
  const wanted = find.toLowerCase();
  return shown.queries.slice(from, to).map((word, n) => {
    const position = from + n;
    const chosen = position === shown.query;
    const own = shown.self ? look(shown, position) : { vars: { c: 'var(--accent)' } };
    return h('label',
      {
        class: own.hidden ? 'token masked' : 'token',
        'data-key': shown.self && String(position),
        hidden: wanted !== '' && !chosen && !word.toLowerCase().includes(wanted),
        vars: own.vars,
      },
      h('input', { type: 'radio', name: 'query', class: 'unseen', value: position, checked: chosen, 'data-change': 'choose' }),
      h('span', { class: 'word' }, word),
      shown.self && share(shown, position));
  });
}

/** The words that are looked at, a part of them, where they are not the words that look. */
export function lookedAt(shown, from, to) {
  return shown.keys.slice(from, to).map((word, n) => {
    const key = from + n;
    const { hidden, vars } = look(shown, key);
    return h('li', { class: hidden ? 'token masked' : 'token', 'data-key': key, vars },
      h('span', { class: 'word' }, word), share(shown, key));
  });
}

/** Whether the words stand in one line with arcs. */
export function isLine(shown) {
  return shown.self && shown.keys.length <= FEW;
}

function look(shown, key) {
  const { weights } = shown.row;
  const hidden = shown.isHidden(key);
  const most = weights[shown.order[0]] || 1;
  const shade = at(stops(false, theme()), weights[key] / most);
  return {
    hidden,
    vars: {
      c: wordColour(shown.ranks[key], theme()),
      shade: css(shade),
      ink: ink(shade),
      ring: `${(THICKEST * weights[key]).toFixed(1)}px`,
      below: `${(THICKEST * (shown.self ? weights[shown.query] : 0)).toFixed(1)}px`,
    },
  };
}

function share(shown, key) {
  return shown.isHidden(key)
    ? h('span', { class: 'share' }, '– ', h('small', {}, 'hidden'))
    : h('span', { class: 'share' }, percent(shown.row.weights[key]));
}

/** The sentence of the API, its shares in bold. */
export function summary(shown) {
  const parts = shown.row.explanation.summary.split(/((?:less than )?\d+(?:\.\d+)?%)/);
  return parts.map((part, n) => (n % 2 ? h('b', {}, part) : part));
}
