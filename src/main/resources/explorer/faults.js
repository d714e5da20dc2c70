// What the API found wrong, at the place where it is.

import { h } from './dom.js';
import { keyForm } from './key.js';

/** The faults of a problem with ids of their own. */
export function faultsOf(problem) {
  return (problem?.errors ?? []).map((fault, id) => ({ ...fault, id }));
}

/** The box above the page. */
export function problemBox(problem, faults, lasting) {
  if (!problem) return [];
  return [
    h('h2', {}, problem.status ? `${problem.status}: ${problem.title}` : problem.title),
    faults.length
      ? h('ul', {}, faults.map((fault) => h('li', {},
          h('button', { type: 'button', class: 'link', 'data-click': 'go-to-fault', 'data-id': fault.id }, `${nameOf(fault)}${fault.detail}`),
          ' ', h('code', {}, fault.pointer))))
      : h('p', {}, problem.detail),
    problem.errorsOmitted && h('p', {}, `And ${problem.errorsOmitted} more.`),
    lasting && h('p', { class: 'hint' }, 'The numbers below are from the last request that worked.'),
    problem.status === 401 && keyForm(),
    (problem.status === 0 || problem.status >= 500 || problem.status === 429) && h('button', { type: 'button', class: 'button', 'data-click': 'retry' }, 'Try again'),
  ];
}

/** Marks the inputs that are at fault, and says what by `aria-describedby`. */
export function markFaults(root, faults) {
  for (const input of root.querySelectorAll('[aria-invalid]')) {
    if (input.dataset.pointer && !input.closest('.editor')) input.removeAttribute('aria-invalid');
  }
  for (const fault of faults) {
    const input = inputOf(root, fault);
    input?.setAttribute('aria-invalid', 'true');
    input?.setAttribute('aria-describedby', `fault-${fault.id}`);
  }
}

/** The input that a fault points to: its own, the nearest around it, or the first within. */
export function inputOf(root, { pointer }) {
  for (let at = pointer; at.length > 1; at = at.slice(0, at.lastIndexOf('/'))) {
    const input = root.querySelector(`[data-pointer="${CSS.escape(at)}"]`);
    if (input) return input;
  }
  return root.querySelector(`[data-pointer^="${CSS.escape(pointer)}/"]`);
}

function nameOf({ pointer }) {
  const [, list, position, part, element] = pointer.split('/');
  if (list === 'options') return `${position ?? 'options'}: `;
  if (position === undefined) return '';
  return `${{ words: 'Word', queries: 'Query', keys: 'Key', values: 'Value' }[list] ?? list} ${Number(position) + 1}${
    part === 'vector' && element !== undefined ? `, number ${Number(element) + 1}` : ''}: `;
}
