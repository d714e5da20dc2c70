// The blend: what share of each word went into the context, as one bar and for each dimension.

import { ink, wordColour } from './colour.js';
import { h } from './dom.js';
import { dimension, fixed, percent, short } from './format.js';
import { FEW } from './shown.js';
import { theme } from './theme.js';

const NAMED = 6;

/** The bars. */
export function blend(shown, all) {
  const { row, keys, order } = shown;
  const query = shown.queries[shown.query];
  if (!order.length) return [h('p', {}, `Every word is hidden from ${query}: there is nothing to blend.`)];
  const named = keys.length <= FEW ? keys.map((_, key) => key).filter((key) => !shown.isHidden(key)) : order.slice(0, NAMED);
  const others = order.length - named.length;
  const before = shown.self && shown.values ? shown.values[shown.query] : null;
  const signed = row.contributions.some((numbers) => numbers.some((number) => number < 0));
  const dimensions = row.context.map((_, n) => n).slice(0, all ? undefined : FEW);
  return [
    h('div', { class: 'shares', role: 'img', 'aria-label': `${query} takes in ${named.map((key) => `${percent(row.weights[key])} of ${keys[key]}`).join(', ')}${others ? `, and of ${others} others` : ''}` },
      named.map((key) => piece(shown, key)),
      others > 0 && h('span', { vars: { c: wordColour(NAMED, theme()), ink: ink(wordColour(NAMED, theme())), w: order.slice(NAMED).reduce((sum, key) => sum + row.weights[key], 0) } }, `${others} others`)),
    h('div', { class: 'dimensions' }, tracks(shown, named, dimensions, before)),
    row.context.length > FEW && h('button', { type: 'button', class: 'button', 'data-click': 'all-dimensions', 'aria-expanded': all },
      all ? `Show ${FEW} dimensions` : `Show all ${row.context.length} dimensions`),
    h('p', { class: 'hint' }, before
      ? ['The mark ', h('span', { class: 'mark', 'aria-hidden': 'true' }), ` is ${query} before; the bar is ${query} after it has looked.`, signed && ' A dot is where the sum ends, where words pull both ways.']
      : `Each bar is one number of what ${query} takes in: its context.`),
  ];
}

function piece({ row, keys, ranks }, key) {
  const colour = wordColour(ranks[key], theme());
  const weight = row.weights[key];
  return h('span', { 'data-key': key, title: `${keys[key]} ${percent(weight)}`, vars: { c: colour, ink: ink(colour), w: weight } },
    weight > 0.0125 * keys[key].length && h('b', {}, keys[key]), weight > 0.09 && h('b', {}, percent(weight)));
}

/** A track for each dimension, all to one scale: what each word brings, to the left where negative. */
function tracks({ row, ranks, order }, named, dimensions, before) {
  const others = order.filter((key) => !named.includes(key));
  const own = (n) => (typeof before?.[n] === 'number' ? before[n] : null);
  const brought = (n, sign, keys = order) => keys.reduce((sum, key) => sum + Math.max(0, sign * row.contributions[key][n]), 0);
  const reach = (sign) => Math.max(...dimensions.map((n) => Math.max(brought(n, sign), sign * (own(n) ?? 0), 0)));
  const left = reach(-1);
  const scale = 100 / ((left + reach(1) || 1) * 1.03);
  const at = (x) => `${(left + x) * scale}%`;
  return dimensions.map((n) => {
    const piece = (rank, length, key) => length > 0 && h('i', { 'data-key': key, vars: { c: wordColour(rank, theme()), w: `${length * scale}%` } });
    const pieces = (sign) => [
      ...named.map((key) => piece(ranks[key], sign * row.contributions[key][n], String(key))),
      piece(NAMED, brought(n, sign, others)),
    ];
    return [
      h('span', { class: 'name' }, dimension(n)),
      h('div', { class: 'track', 'aria-hidden': 'true' },
        h('div', { class: 'fill', vars: { gap: `${(left - brought(n, -1)) * scale}%` } }, pieces(-1), pieces(1)),
        left > 0 && [
          h('span', { class: 'zero', vars: { left: at(0) } }),
          h('span', { class: 'after', vars: { left: at(row.context[n]) } }),
        ],
        own(n) !== null && h('span', { class: 'was', vars: { left: at(own(n)) } })),
      h('span', { class: 'value' }, own(n) !== null && h('span', {}, `${short(own(n))} → `), h('b', {}, fixed(row.context[n], 4))),
    ];
  });
}
