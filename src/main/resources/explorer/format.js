// Numbers of the API as people read them. Nothing is computed here but the place of the point.

/** A weight as a share, in the words of the API's own sentences. */
export function percent(weight) {
  if (weight === 1) return '100%';
  return weight > 0 && weight < 0.0005 ? '<0.1%' : `${(100 * weight).toFixed(1)}%`;
}

/** A number to some decimals; large ones lose decimals, not their size. */
export function fixed(number, decimals) {
  const digits = Math.max(0, decimals - Math.max(0, Math.floor(Math.log10(Math.abs(number) || 1))));
  const text = Math.abs(number) >= 1e6 ? number.toExponential(2) : number.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** A number as it was typed, or nearly: four digits are enough to recognize it. */
export function short(number) {
  return typeof number === 'number' ? String(Number(number.toPrecision(4))).replace('-', '−') : String(number);
}

/** A list of numbers as texts, the first few of many. */
export function vector(numbers, text, most = 4) {
  const shown = numbers.length > most + 1 ? numbers.slice(0, most) : numbers;
  const texts = shown.map(text);
  return texts.join(' ') + (shown.length < numbers.length ? ` … ${numbers.length - most} more` : '');
}

/** What stands in a cell: the typed text, or a number with as many decimals as its neighbours. */
export function cell(value, decimals) {
  if (typeof value !== 'number') return value == null ? '' : String(value);
  const text = String(value);
  const own = text.includes('e') ? Infinity : (text.split('.')[1] ?? '').length;
  return own < decimals ? value.toFixed(decimals) : text;
}

/** How many decimals a table of cells is written with: those of its longest number, at most two. */
export function decimalsOf(vectors) {
  let most = 0;
  for (const numbers of vectors) {
    for (const number of numbers) {
      if (typeof number === 'number') most = Math.max(most, (String(number).split('.')[1] ?? '').length);
    }
  }
  return Math.min(2, most);
}

/** The number that a text means, or the text itself, for the API to judge. */
export function numberOf(text) {
  const trimmed = text.trim().replace('−', '-');
  const number = Number(trimmed);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) && Number.isFinite(number) ? number : text;
}

/** The name of a dimension: x₁, x₂, … */
export function dimension(index) {
  return `x${String(index + 1).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[digit])}`;
}
