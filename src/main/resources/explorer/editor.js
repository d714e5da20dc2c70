// Words and vectors, edited in place: a table for each list of the request.

import { wordColour } from './colour.js';
import { h } from './dom.js';
import { cell, decimalsOf, dimension } from './format.js';
import { listsOf, MANY } from './request.js';
import { FEW } from './shown.js';
import { theme } from './theme.js';

// Longer vectors are one field a word.
const CELLS = 4;

const TITLES = { words: 'Words', queries: 'Queries: who looks', keys: 'Keys: who is looked at', values: 'Values: what is taken in' };

/** The tables. */
export function editor({ request, query }, shown, faults, all) {
  return listsOf(request).map((list) => {
    const entries = request[list];
    const length = Math.max(1, ...entries.map((entry) => entry.vector.length));
    const wide = length > CELLS;
    const decimals = wide ? 0 : decimalsOf(entries.map((entry) => entry.vector));
    const faulty = (n) => faults.filter(({ pointer }) => `${pointer}/`.startsWith(`#/${list}/${n}/`));
    const visible = (n) => entries.length <= FEW || (all && entries.length <= MANY) || n < FEW || n === query || faulty(n).length;
    const rows = entries.map((entry, n) => ({ entry, n })).filter(({ n }) => visible(n));
    const colour = (n) => wordColour(list === 'queries' || !shown ? 99 : (shown.ranks[n] ?? 99), theme());
    return [
      list !== 'words' && h('h3', {}, TITLES[list]),
      h('table', { class: 'editor' },
        h('caption', { class: 'unseen' }, TITLES[list]),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Word'),
          wide ? h('th', { scope: 'col' }, `Vector: ${length} numbers`) : dimensions(list, length),
          h('th', { scope: 'col' }, h('span', { class: 'unseen' }, 'Change')))),
        h('tbody', {}, rows.map(({ entry, n }) => [
          h('tr', {},
            h('td', {}, h('input', { class: 'name', value: entry.word ?? '', 'aria-label': `Word ${n + 1}`, autocomplete: 'off', spellcheck: 'false', 'data-input': 'word', ...place(list, n), 'data-pointer': `#/${list}/${n}/word`, vars: { c: colour(n) } })),
            wide ? h('td', {}, line(list, n, entry)) : Array.from({ length }, (_, e) => h('td', {}, number(list, n, e, entry, decimals))),
            h('td', { class: 'change' }, change(list, n, entry, entries.length))),
          faulty(n).map((fault) => h('tr', {}, h('td', { colspan: length + 2, class: 'fault', id: `fault-${fault.id}` }, `▲ ${entry.word}: ${fault.detail}`))),
        ]))),
      rows.length < entries.length || (all && entries.length > FEW)
        ? h('p', { class: 'hint' },
            entries.length <= MANY
              ? h('button', { type: 'button', class: 'button', 'data-click': 'all-rows', 'aria-expanded': all }, all ? `Show ${FEW}` : `Show all ${entries.length}`)
              : `${rows.length} of ${entries.length} words. Choose a word to edit it here.`)
        : null,
    ];
  });
}

function dimensions(list, length) {
  return Array.from({ length }, (_, e) => h('th', { scope: 'col', class: 'number' }, dimension(e),
    length > 1 && h('button', { type: 'button', class: 'small', 'aria-label': `Remove dimension ${e + 1}`, title: 'Remove this dimension', 'data-click': 'remove-dimension', 'data-list': list, 'data-element': e }, '×')));
}

function number(list, n, e, entry, decimals) {
  return h('input', { class: 'number', inputmode: 'decimal', autocomplete: 'off', value: cell(entry.vector[e], decimals), 'aria-label': `${entry.word}, dimension ${e + 1}`, 'data-input': 'number', ...place(list, n), 'data-element': e, 'data-pointer': `#/${list}/${n}/vector/${e}` });
}

function line(list, n, entry) {
  return h('input', { class: 'line', value: entry.vector.join(', '), autocomplete: 'off', 'aria-label': `Vector of ${entry.word}`, 'data-input': 'vector', ...place(list, n), 'data-pointer': `#/${list}/${n}/vector` });
}

function change(list, n, entry, count) {
  const button = (text, label, click, disabled) =>
    h('button', { type: 'button', class: 'small', 'aria-label': `${label} ${entry.word}`, title: label, disabled, 'data-click': click, ...place(list, n) }, text);
  return [
    button('↑', 'Move up:', 'move-up', n === 0),
    button('↓', 'Move down:', 'move-down', n === count - 1),
    button('×', 'Remove', 'remove-word', count === 1),
  ];
}

function place(list, n) {
  return { 'data-list': list, 'data-position': n };
}
