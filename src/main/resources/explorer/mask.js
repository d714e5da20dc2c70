// The parts of a mask that the page has controls for; whatever else a request hides stays as it is.

/**
 * Takes a mask apart.
 *
 * @returns {{window: {left?: number, right?: number} | null, hidden: (string | number)[], others: object[]}}
 */
export function partsOf(mask) {
  const parts = { window: null, hidden: [], others: [] };
  const all = mask?.type === 'all' && Array.isArray(mask.of) ? mask.of : mask ? [mask] : [];
  for (const part of all) {
    if (part?.type === 'window' && !parts.window) parts.window = part;
    else if (part?.type === 'hidden' && Array.isArray(part.words)) parts.hidden.push(...part.words);
    else parts.others.push(part); // what is wrong with it, the API says
  }
  return parts;
}

/** Puts a mask together; nothing, if nothing is hidden. */
export function maskOf({ window, hidden, others }) {
  const all = [...others];
  if (window) all.push(window);
  if (hidden.length) all.push({ type: 'hidden', words: hidden });
  return all.length > 1 ? { type: 'all', of: all } : all[0];
}

/** The same mask where hidden words have moved: each old position is looked up; null drops it. */
export function moved(mask, newPosition) {
  const parts = partsOf(mask);
  const hidden = parts.hidden.map((key) => (typeof key === 'number' ? newPosition(key) : key));
  return maskOf({ ...parts, hidden: hidden.filter((key) => key != null) });
}

/** The same mask with hidden words named by their positions, as the page edits them. */
export function byPosition(mask, words) {
  const parts = partsOf(mask);
  const hidden = parts.hidden.flatMap((key) =>
    typeof key === 'number' ? [key] : words.flatMap((word, n) => (word === key ? [n] : [])));
  return maskOf({ ...parts, hidden: hidden.length || !parts.hidden.length ? hidden : parts.hidden });
}
