// What the page asks for. The state holds a request of the API as it is sent; the page adds only
// which stages it wants back.

import { byPosition, moved } from './mask.js';

// Up to this many numbers, every query's row comes with the tables: choosing a word asks nothing.
const SMALL = 20_000;

/** Up to this many words everything is shown; above, a heatmap of one stage. */
export const MANY = 64;

/** So many words the page takes. */
export const MOST = 512;

const ROW = ['scores', 'logits', 'weights', 'context', 'lse', 'contributions', 'explanation', 'diagnosis'];

/** The names of the lists that a request holds: words, or queries, keys and values. */
export function listsOf(request) {
  return ['words', 'queries', 'keys', 'values'].filter((name) => request[name]);
}

/** The words that are looked at, with their vectors; empty for a sentence. */
export function keysOf(request) {
  return request.words ?? request.keys ?? [];
}

/** A request as the page keeps it: without what only shapes an answer. */
export function kept(request) {
  const { include, decimals, ...rest } = request;
  const options = { ...rest.options };
  const mask = byPosition(options.mask, keysOf(rest).map((entry) => entry.word));
  return { ...rest, options: mask ? { ...options, mask } : options };
}

/**
 * A request with its words in another order; keys and their values move together.
 *
 * @param {(number | null)[]} order old positions; null for a new word
 */
export function reordered(request, list, order) {
  const lists = list === 'keys' || list === 'values' ? ['keys', 'values'] : [list];
  const next = { ...request };
  for (const name of lists.filter((one) => request[one])) {
    const length = request[name][0].vector.length;
    next[name] = order.map((old) => request[name][old] ?? { word: 'new', vector: Array(length).fill(0.5) });
  }
  if (list === 'queries' || !request.options.mask) return next;
  const mask = moved(request.options.mask, (old) => (order.includes(old) ? order.indexOf(old) : null));
  const { mask: _, ...options } = request.options;
  return { ...next, options: mask ? { ...options, mask } : options };
}

/** A request whose vectors are changed, each on its own; queries and keys stay of one length. */
export function withVectors(request, list, change) {
  const lists = list === 'queries' || list === 'keys' ? ['queries', 'keys'] : [list];
  const next = { ...request };
  for (const name of lists.filter((one) => request[one])) {
    next[name] = request[name].map((entry) => ({ ...entry, vector: change(entry.vector) }));
  }
  return next;
}

/** A request with one entry of a list changed. */
export function withEntry(request, list, position, change) {
  const next = request[list].map((entry, n) => (n === Number(position) ? { ...entry, ...change(entry) } : entry));
  return { ...request, [list]: next };
}

/** How many words look; of a sentence, its pieces. */
export function queriesOf({ sentence, words, queries }) {
  return sentence == null ? (words ?? queries).length : sentence.trim().split(/\s+/).length;
}

/** Whether one answer holds the rows of all words. */
export function isSmall(request) {
  if (request.sentence != null) return queriesOf(request) <= MANY / 4;
  const values = request.values ?? keysOf(request);
  return queriesOf(request) * keysOf(request).length * values[0].vector.length * (request.heads ?? 1) <= SMALL;
}

/** The request for all words, with the stages that the page needs. */
export function tableRequest({ request, stage }) {
  if (isSmall(request)) return { ...request, include: ROW };
  const most = Math.max(queriesOf(request), keysOf(request).length);
  if (most <= MANY) return { ...request, include: ['scores', 'logits', 'weights', 'context'] };
  const masked = request.options.causal || request.options.mask || request.options.bias;
  return { ...request, include: masked && stage === 'weights' ? ['weights', 'logits'] : [stage] };
}

/** The request for one word, where the answer for all does not hold its row. */
export function rowRequest({ request }) {
  return { ...request, include: ROW };
}
