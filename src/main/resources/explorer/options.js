// The options of a request as the page's controls have them.

import { h } from './dom.js';
import { maskOf, partsOf } from './mask.js';
import { keysOf, MANY } from './request.js';

const SHOWN = ['dialect', 'scale', 'temperature', 'causal', 'mask'];

/** An option set, or taken away where it says what is so anyway. */
export function withOption(request, name, value, usual) {
  const { [name]: _, ...others } = request.options;
  return { ...request, options: value === usual || value === undefined ? others : { ...others, [name]: value } };
}

/** One side of the window; an empty field means that all words on that side are seen. */
export function withWindow(request, side, text) {
  const parts = partsOf(request.options.mask);
  const { type, [side]: _, ...other } = parts.window ?? {};
  const number = text.trim() === '' ? undefined : Number.isNaN(Number(text)) ? text : Number(text);
  const window = number === undefined ? other : { ...other, [side]: number };
  const wanted = Object.keys(window).length ? { type: 'window', ...window } : null;
  return withOption(request, 'mask', maskOf({ ...parts, window: wanted }));
}

/** A key hidden from everyone, or shown again. */
export function withHidden(request, key, isHidden) {
  const parts = partsOf(request.options.mask);
  const hidden = parts.hidden.filter((other) => other !== key);
  if (isHidden) hidden.push(key);
  return withOption(request, 'mask', maskOf({ ...parts, hidden: hidden.sort((a, b) => a - b) }));
}

/** The scale where a request says none: 1, or 1/√d by the dialect or for the long vectors of a sentence. */
export function usualScale({ options, sentence, normalize }) {
  const long = sentence != null && !normalize;
  return long || (options.dialect ?? 'tutorial') !== 'tutorial' ? 'auto' : 1;
}

/** Whether scores are scaled by 1/√d. */
function isScaled(request) {
  return (request.options.scale ?? usualScale(request)) === 'auto';
}

/** A temperature as a place on the slider, and back: the same steps sharper and flatter. */
export const slider = {
  of: (temperature) => Math.log10(typeof temperature === 'number' && temperature > 0 ? temperature : 1),
  to: (place) => Number((10 ** place).toPrecision(2)),
};

/** Brings the controls to what the request says. */
export function showOptions(byId, request) {
  const { options } = request;
  const temperature = options.temperature ?? 1;
  const { window } = partsOf(options.mask);
  set(byId('slider'), slider.of(temperature));
  set(byId('temperature'), temperature);
  byId('scaled').checked = isScaled(request);
  byId('causal').checked = options.causal === true;
  set(byId('before'), window?.left ?? '');
  set(byId('behind'), window?.right ?? '');
  set(byId('dialect'), options.dialect ?? 'tutorial');
}

/** A box for each word that can be hidden. */
export function hiding(request, shown) {
  const { hidden } = partsOf(request.options.mask);
  const words = request.sentence == null ? keysOf(request).map((entry) => entry.word) : (shown?.keys ?? []);
  if (words.length > MANY) return [h('p', { class: 'hint' }, `${hidden.length} hidden. Hide words of so many by pasting a request as JSON.`)];
  return words.map((word, key) => h('label', { class: 'chip' },
    h('input', { type: 'checkbox', checked: hidden.includes(key), 'data-change': 'hide', 'data-position': key }), word));
}

/** What else the request says, for which the page has no control. */
export function others({ options, projections, heads, keyHeads }) {
  const names = Object.keys(options).filter((name) => !SHOWN.includes(name));
  if (typeof options.scale === 'number' && options.scale !== 1) names.push(`scale ${options.scale}`);
  if (partsOf(options.mask).others.length) names.push('another mask');
  if (projections) names.push('projections');
  if (heads) names.push(keyHeads ? `${heads} heads over ${keyHeads} key heads` : `${heads} heads`);
  return names.length ? `This request also has: ${names.join(', ')}. Paste JSON to change that.` : '';
}

function set(input, value) {
  if (input !== document.activeElement) input.value = value;
}
