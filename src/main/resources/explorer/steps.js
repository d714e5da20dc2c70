// How the numbers come about, for the word that looks: score, weight, contribution, a row a word.

import { wordColour } from './colour.js';
import { h } from './dom.js';
import { fixed, percent, short, vector } from './format.js';
import { FEW } from './shown.js';
import { theme } from './theme.js';

export const STEPS = [['all', 'All'], ['1', '1 Score'], ['2', '2 Weight'], ['3', '3 Blend']];

// A working of more characters is opened on demand; of many words, one that does not fit one line.
const LONG = 90;
const LINE = 30;

const thousandths = (number) => fixed(number, 3);

/** What the step in focus adds. */
export function narration(shown, step) {
  const word = h('b', {}, shown.queries[shown.query]);
  return {
    all: ['Each word is scored against ', word, ', the scores become shares of 100%, and each share is how much of that word goes into the blend.'],
    1: ['Multiply ', word, ' and each word number by number, then add up. A bigger sum means that the two vectors point the same way.'],
    2: ['New: raise e to each score, so that nothing is negative, then divide by the total of the row. Now they add up to 100%.'],
    3: ['New: take that share of each word’s vector and add the pieces up. That is the context of ', word, '.'],
  }[step];
}

/** The table of workings. */
export function workings(shown, step, all) {
  const columns = { all: 3, 1: 1, 2: 2, 3: 3 }[step];
  const few = shown.keys.length <= FEW;
  const keys = few ? shown.keys.map((_, key) => key) : all ? shown.order : shown.order.slice(0, FEW);
  const head = (n, title, formula) =>
    n <= columns && h('th', { scope: 'col', class: step === String(n) && 'on' },
      h('span', { class: 'step', 'aria-hidden': 'true' }, n), title, h('span', { class: 'formula' }, formula));
  const cell = (n, label, content) =>
    n <= columns && h('td', { class: step === String(n) && 'on', 'data-label': content && `${n} ${label}` }, content);
  const query = shown.queries[shown.query];
  return [
    h('caption', { class: 'unseen' }, `Score, weight and contribution of each word for ${query}`),
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col' }, few ? 'Word' : 'Most attention first'),
      head(1, 'Score', `${query} · word`),
      head(2, 'Weight', 'softmax; dots: even share'),
      head(3, 'Contribution', 'weight × vector'))),
    h('tbody', {}, keys.map((key) =>
      h('tr', { 'data-key': key, vars: { c: wordColour(shown.ranks[key], theme()) } },
        h('th', { scope: 'row' }, h('span', { class: 'swatch', 'aria-hidden': 'true' }), shown.keys[key]),
        cell(1, `Score: ${query} · ${shown.keys[key]}`, score(shown, key)),
        cell(2, 'Weight', weight(shown, key)),
        cell(3, 'Contribution', contribution(shown, key))))),
    h('tfoot', {}, h('tr', {},
      h('th', { scope: 'row' }, few || all ? 'Sum' : `Sum of all ${shown.keys.length}`),
      cell(1, 'Score', ''),
      cell(2, 'Weight', h('div', { class: 'work' }, shown.options.sinks ? 'the sink takes the rest' : [total(shown), h('b', {}, shown.order.length ? '100%' : '0%')])),
      cell(3, `Context of ${query}`, h('div', { class: 'work' }, '= [', h('b', {}, vector(shown.row.context, thousandths, 3)), ']')))),
  ];
}

/** What all exponentials add up to, as the API says it in each share. */
function total({ row, order }) {
  const sum = row.explanation.shares?.[order[0]]?.match(/÷ (\S+)/)?.[1];
  return sum ? `${sum} → ` : '';
}

function score(shown, key) {
  const { row, queries, query, keys } = shown;
  const most = Math.max(...row.scores.map(Math.abs)) || 1;
  const signed = row.scores.some((value) => value < 0);
  const working = row.explanation.workings[key];
  // Of many products the sum comes first.
  const [, products, factors, sum] = (working.length > (keys.length <= FEW ? LONG : LINE) && /^\(?(.*?)\)?((?: [×÷] \S+)*) = (\S+)$/.exec(working)) || [];
  return [
    products
      ? h('details', { class: 'work' }, h('summary', {}, `${queries[query]} · ${keys[key]}${factors} = `, h('b', {}, sum)), products)
      : bold(working),
    bar(row.scores[key] / most, signed),
  ];
}

function weight(shown, key) {
  const { row, even } = shown;
  if (shown.isHidden(key)) return h('div', { class: 'work' }, 'hidden');
  const most = Math.max(...row.weights, even);
  const working = row.explanation.shares?.[key] ?? percent(row.weights[key]);
  return [bold(working), bar(row.weights[key] / most, false, even / most)];
}

function contribution(shown, key) {
  if (shown.isHidden(key)) return h('div', { class: 'work' }, 'none');
  const brought = ['= [', h('b', {}, vector(shown.row.contributions[key], thousandths, 3)), ']'];
  if (shown.keys.length > FEW) return h('div', { class: 'work' }, brought);
  const value = shown.values ? `[${vector(shown.values[key], short, 3)}]` : 'its value';
  return h('div', { class: 'work' },
    `${fixed(shown.row.weights[key], 3)} × ${value}`, h('br'), brought);
}

/** A working, its result in bold. */
function bold(working) {
  const end = working.lastIndexOf(' = ') + 1;
  return h('div', { class: 'work' }, end > 0 && `${working.slice(0, end)}= `, h('b', {}, end > 0 ? working.slice(end + 2) : working));
}

function bar(part, signed, even) {
  const length = Math.abs(part) * (signed ? 50 : 100);
  const left = signed ? (part < 0 ? 50 - length : 50) : 0;
  return h('div', { class: 'bar', 'aria-hidden': 'true' },
    h('i', { class: part < 0 && 'negative', vars: { left: `${left}%`, length: `${length}%` } }),
    signed && h('span', { class: 'zero' }),
    even && h('span', { class: 'even', vars: { left: `${even * 100}%` } }));
}
