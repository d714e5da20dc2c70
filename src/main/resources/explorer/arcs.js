// Arcs from the word that looks to the words it looks at: as thick as the weight.

import { h, render } from './dom.js';
import { wordColour } from './colour.js';
import { FEW } from './shown.js';
import { theme } from './theme.js';
import { isLine, THICKEST } from './words.js';

/** Draws the arcs where the words fit into a line; else the words wrap and shade alone says it. */
export function drawArcs(box, svg, shown) {
  const tokens = [...box.querySelectorAll('.token')];
  box.classList.toggle('wrap', !isLine(shown));
  box.classList.toggle('many', shown.keys.length > 2 * FEW);
  if (isLine(shown) && tokens.at(-1).getBoundingClientRect().right > box.getBoundingClientRect().right + 1) {
    box.classList.add('wrap');
  }
  render(svg, ...(box.classList.contains('wrap') ? [] : arcs(box, tokens, shown)));
}

function arcs(box, tokens, shown) {
  const frame = box.getBoundingClientRect();
  const places = tokens.map((token) => {
    const { left, top, width } = token.getBoundingClientRect();
    return { x: left + width / 2 - frame.left, y: top - frame.top };
  });
  const { weights } = shown.row;
  const from = places[shown.query];
  const start = from.y - THICKEST * weights[shown.query] - 3;
  const distance = (key) => Math.abs(places[key].x - from.x);
  const farthest = Math.max(...places.map((_, key) => distance(key)));
  const paths = [];
  for (const side of [-1, 1]) {
    // Nested, so that arcs never cross: the farthest leaves nearest to the middle of the word.
    const keys = shown.order
      .filter((key) => Math.sign(places[key].x - from.x) === side)
      .sort((a, b) => distance(b) - distance(a));
    let offset = 3;
    for (const key of keys) {
      const thick = Math.max(1.5, THICKEST * weights[key]);
      const x = from.x + side * (offset + thick / 2);
      offset += thick + 3;
      const height = from.y - (0.36 + (0.64 * distance(key)) / farthest) * (from.y - 14) * 1.32;
      const to = places[key];
      paths.push(
        h('path', {
          class: 'arc',
          d: `M${x},${start} C${x},${height} ${to.x},${height} ${to.x},${to.y - 2}`,
          'data-key': key,
          stroke: wordColour(shown.ranks[key], theme()),
          'stroke-width': thick.toFixed(1),
        }),
      );
    }
  }
  return paths;
}
