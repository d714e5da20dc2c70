// The answer, card by card: the words, the steps, the blend, every word at once.

import { drawArcs } from './arcs.js';
import { blend } from './blend.js';
import { choices, h, render, renderPart } from './dom.js';
import { STAGES } from './heatmap.js';
import { MANY } from './request.js';
import { FEW } from './shown.js';
import { narration, STEPS, workings } from './steps.js';
import { isLine, lookedAt, looking, summary } from './words.js';

// So many words are drawn in one go.
const PART = 128;

/**
 * Draws an answer in pieces, a `yield` behind each.
 *
 * @param {object} page `byId`, `view` and `heatmap`
 */
export function* drawResult({ byId, view, heatmap }, { step, stage }, shown) {
  drawWords(byId, view, shown, 0);
  render(byId('summary'), summary(shown));
  byId('diagnosis').textContent = shown.row.diagnosis?.hint ?? '';
  drawArcs(byId('sentence'), byId('arcs'), shown);
  yield;
  choices(byId('stages'), 'stage', STAGES, stage);
  heatmap.draw(shown);
  yield;
  drawSteps(byId, view, step, shown);
  yield;
  render(byId('blend'), blend(shown, view.allDimensions));
  choices(byId('pictured'), 'pictured', [['all', 'All words'], ['one', shown.queries[shown.query]]], view.pictured);
  for (let from = PART; from < Math.max(shown.queries.length, shown.keys.length); from += PART) {
    yield;
    drawWords(byId, view, shown, from);
  }
}

function drawWords(byId, view, shown, from) {
  const to = from + PART;
  if (from === 0) {
    byId('find-field').hidden = shown.queries.length <= 2 * FEW;
    byId('keys').hidden = shown.self;
    render(byId('stage-hint'), isLine(shown)
      ? ['Colour says ', h('em', {}, 'which'), ' word, thickness says ', h('em', {}, 'how much'), '.']
      : ['Stronger colour means ', h('em', {}, 'more attention'), '.']);
  }
  renderPart(byId('tokens'), from, shown.queries.length, looking(shown, view.find, from, to));
  renderPart(byId('keys'), from, shown.self ? 0 : shown.keys.length, shown.self ? [] : lookedAt(shown, from, to));
}

function drawSteps(byId, view, step, shown) {
  choices(byId('steps'), 'step', STEPS, step);
  render(byId('narration'), narration(shown, step));
  const { workings: texts } = shown.row.explanation;
  byId('workings').classList.toggle('long', shown.keys.length <= FEW && texts[0].length > 60);
  byId('workings').classList.toggle('many', shown.keys.length > FEW);
  render(byId('workings'), workings(shown, step, view.allWorkings));
  byId('all-workings').hidden = shown.keys.length <= FEW;
  byId('all-workings').textContent = view.allWorkings ? `Show the first ${FEW}` : `Show all ${shown.order.length}`;
  byId('all-workings').setAttribute('aria-expanded', view.allWorkings);
}

/** Whether there is so much to draw that a click should not wait for all of it. */
export function isLong({ keys, queries }) {
  return Math.max(keys.length, queries.length) > MANY;
}
