// The answer that the page draws, in the shape that the views want. All numbers are the API's.

import { COLOURS } from './colour.js';

/** Up to this many words stand side by side with arcs, and in a table. */
export const FEW = 8;

/**
 * Puts together what is drawn.
 *
 * @param {object} request what was asked
 * @param {object} answer for all words
 * @param {object | null} rowAnswer for one word, where the answer for all does not hold its row
 * @param {{query: number, head: number, stage: string}} view
 */
export function shownOf(request, answer, rowAnswer, { query, head, stage }) {
  const keys = answer.words ?? answer.keys;
  const tables = answer.heads?.[head] ?? answer;
  const one = rowAnswer && (rowAnswer.heads?.[head] ?? rowAnswer);
  const row = one ?? rowOf(tables, query);
  const isHidden = (key) => row.logits[key] === '-Infinity';
  const order = keys.map((_, key) => key).sort((a, b) => row.weights[b] - row.weights[a] || a - b);
  const ranks = keys.length <= COLOURS ? keys.map((_, key) => key) : inverse(order);
  return {
    request,
    answer,
    stage,
    query,
    keys,
    queries: answer.words ?? answer.queries,
    self: Boolean(answer.words),
    heads: answer.heads?.length ?? 1,
    tables,
    row,
    order: order.filter((key) => !isHidden(key)),
    ranks,
    isHidden,
    isHiddenFrom: (from, key) => tables.logits?.[from][key] === '-Infinity',
    even: 1 / keys.filter((_, key) => !isHidden(key)).length,
    options: answer.options,
    values: valuesOf(request, answer),
  };
}

function rowOf(tables, query) {
  const row = {};
  for (const [member, rows] of Object.entries(tables)) if (Array.isArray(rows)) row[member] = rows[query];
  return row;
}

/** The values as they were sent; nothing where the service makes them from a sentence or projections. */
function valuesOf(request, answer) {
  if (request.projections || answer.heads) return null;
  return (request.values ?? request.keys ?? request.words)?.map((entry) => entry.vector) ?? null;
}

function inverse(order) {
  const ranks = [];
  order.forEach((key, rank) => (ranks[key] = rank));
  return ranks;
}
