// The explorer: the state goes to the API, its answer is drawn. Nothing of attention is computed here.

import { actionsOf } from './actions.js';
import { AnswerView, FORMATS } from './answer.js';
import { address, get, Newest, post, Refused } from './api.js';
import { drawArcs } from './arcs.js';
import { choices, h, render } from './dom.js';
import { editor } from './editor.js';
import { faultsOf, markFaults, problemBox } from './faults.js';
import { STAGES } from './heatmap.js';
import { HeatmapView } from './heatmapview.js';
import { useKey } from './key.js';
import { decode, encode, LONGEST } from './link.js';
import { hiding, others, showOptions } from './options.js';
import { read } from './paste.js';
import { isSmall, kept, keysOf, MANY, queriesOf, rowRequest, tableRequest } from './request.js';
import { drawResult, isLong } from './result.js';
import { shownOf } from './shown.js';
import { LANGUAGES, snippet } from './snippets.js';
import { Store } from './state.js';
import { STEPS } from './steps.js';
import { nextTask } from './tasks.js';
import { followTheme } from './theme.js';

const byId = (id) => document.getElementById(id);

// Beside the state: what is drawn, and how much of it.
const view = { shown: null, problem: null, faults: [], find: '', language: 'curl', format: 'text', pictured: 'all', allRows: false, allWorkings: false, allDimensions: false };

const newest = new Newest();
let answered = null; // the request, the answer for all words and the one for the word that looks
let drawing = null; // the newest run through the answer; older ones stop
let linkTimer = 0;
let notice = null; // what stands above the page until something is changed

// ---- asking

/** Shows the state: at once where its answer is here already, else as soon as it comes. */
function changed(wait = 0) {
  notice = null;
  if (answered && holds(answered, store.state)) {
    newest.drop();
    view.problem = notice;
    show();
  } else {
    ask(wait);
  }
  clearTimeout(linkTimer);
  linkTimer = setTimeout(writeLink, 300);
}

function holds({ request, answer, row, query }, state) {
  return request === state.request && tablesOf(answer)[state.stage] && (!row || query === state.query);
}

function ask(wait) {
  showBusy(true);
  drawState();
  const { state } = store;
  newest.run(wait, (signal) => answersTo(state, signal), (answers) => {
    answered = answers;
    view.problem = notice;
    show();
  }, (failed) => {
    if (!(failed instanceof Refused)) throw failed;
    fail(failed.problem);
  });
}

async function answersTo(state, signal) {
  const { request } = state;
  const asked = async (path, body) => (await post(path, body, signal)).json();
  const has = answered?.request === request && tablesOf(answered.answer)[state.stage];
  const query = Math.min(state.query, queriesOf(request) - 1);
  const [answer, row] = await Promise.all([
    has ? answered.answer : asked('attention', tableRequest(state)),
    isSmall(request) ? null : asked(`attention/queries/${query}`, rowRequest(state)),
  ]);
  return { request, answer, row, query };
}

/** Says that what is drawn is older than what stands in the fields; seen where it takes long. */
function showBusy(isBusy) {
  document.querySelector('main').setAttribute('aria-busy', isBusy);
}

function tablesOf(answer) {
  return answer.heads?.[0] ?? answer;
}

function show() {
  showBusy(false);
  const { query, head, stage } = store.state;
  const { request, answer, row } = answered;
  const last = (answer.words ?? answer.queries).length - 1;
  const heads = answer.heads?.length ?? 1;
  view.shown = shownOf(request, answer, row, { query: Math.min(query, last), head: Math.min(head, heads - 1), stage });
  draw();
}

function fail(problem) {
  showBusy(false);
  view.problem = problem;
  draw();
}

// ---- drawing

function draw() {
  drawState();
  if (view.shown) drawAnswer(store.state, view.shown);
  if (view.shown || view.problem) document.body.classList.remove('starting');
}

/** What stands on the page without an answer, or beside an older one. */
function drawState() {
  const { state } = store;
  const { shown } = view;
  view.faults = faultsOf(view.problem);
  byId('problem').hidden = !view.problem;
  render(byId('problem'), problemBox(view.problem, view.faults, shown && view.problem !== notice));
  drawEditor(state, shown);
  drawProgram();
  markFaults(document, view.faults);
}

function drawEditor(state, shown) {
  const { request } = state;
  const typed = request.sentence != null;
  render(byId('tables'), editor(state, shown, view.faults, view.allRows));
  byId('tables').hidden = typed;
  byId('add-query').hidden = !request.queries;
  byId('undo').disabled = !store.canUndo;
  byId('redo').disabled = !store.canRedo;
  for (const name of ['add-word', 'add-dimension']) document.querySelector(`[data-click=${name}]`).hidden = typed;
  drawSentenceForm(request, shown);
  const example = exampleOf(request);
  byId('example').value = example?.name ?? '';
  byId('example-hint').textContent = example?.description ?? '';
  showOptions(byId, request);
  render(byId('hiding'), hiding(request, shown));
  byId('others').textContent = others(request);
  byId('head-field').hidden = !(shown?.heads > 1);
  render(byId('head'), Array.from({ length: shown?.heads ?? 1 }, (_, n) => h('option', { value: n, selected: n === state.head }, n + 1)));
  render(byId('option-faults'), view.faults.filter(({ pointer }) => pointer.startsWith('#/options')).map((fault) =>
    h('p', { class: 'fault', id: `fault-${fault.id}` }, `▲ ${fault.pointer.slice('#/options/'.length)} ${fault.detail}`)));
}

/** The example that a request is; long requests are none. */
function exampleOf(request) {
  if (keysOf(request).length > MANY) return undefined;
  const text = JSON.stringify(request);
  return page.examples.find((one) => JSON.stringify(kept(one.request)) === text);
}

/** The last card; the program of many words is long, and written when it is about to be seen. */
function drawProgram() {
  const { request } = store.state;
  choices(byId('languages'), 'language', LANGUAGES, view.language);
  choices(byId('formats'), 'format', FORMATS, view.format);
  byId('code').textContent = keysOf(request).length <= MANY || page.answer.isNear ? program() : '';
  page.answer.draw(answered?.request === request ? request : null, view.format, view.problem);
}

function program() {
  return snippet(view.language, address('attention'), store.state.request, view.format);
}

function drawSentenceForm(request, shown) {
  const faults = view.faults.filter(({ pointer }) => pointer.startsWith('#/sentence'));
  byId('text-fault').hidden = !faults.length;
  render(byId('text-fault'), faults.map((fault) => h('span', { id: `fault-${fault.id}` }, `▲ ${fault.detail}`)));
  const typed = request.sentence != null;
  byId('typed').hidden = !page.examples.some((one) => one.request.sentence);
  byId('from-sentence').hidden = !typed;
  if (typed && byId('text') !== document.activeElement) byId('text').value = request.sentence;
  render(byId('from-sentence'), typed && [
    h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: request.normalize === true, 'data-change': 'normalize' }), 'Cosines: bring the vectors to length 1'),
    h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: request.unknownWords === 'skip', 'data-change': 'skip' }), 'Skip words that are not in the vocabulary'),
    shown?.request === request && h('p', { class: 'hint' },
      `${shown.keys.length} words with ${shown.row.context.length} numbers each, from the built-in vocabulary. `,
      shown.answer.skipped && `Left out: ${shown.answer.skipped.map(({ word }) => word).join(', ')}. `,
      !request.normalize && h('button', { type: 'button', class: 'link', 'data-click': 'edit-vectors' }, 'Edit the vectors')),
  ]);
}

/** Draws the answer; of many words in pieces, so that a click in between is answered. */
async function drawAnswer(state, shown) {
  const mine = (drawing = {});
  for (const _ of drawResult(page, state, shown)) {
    if (!isLong(shown)) continue;
    await nextTask();
    if (drawing !== mine) return;
  }
}

// ---- the page

const page = {
  view,
  byId,
  draw,
  ask,
  fail,
  examples: [],
  store: null,
  heatmap: null,
  answer: null,
  program,
  say: (text) => {
    byId('status').textContent = '';
    byId('status').textContent = text;
  },
  toggle: (name) => {
    view[name] = !view[name];
    draw();
  },
};

/** One word in focus: its arc, row, share and cells stand out together. */
function highlight(event) {
  const key = event.target.closest?.('[data-key]')?.dataset.key;
  for (const element of document.querySelectorAll('[data-key]')) {
    element.classList.toggle('lit', element.dataset.key === key);
    element.classList.toggle('dim', key !== undefined && element.dataset.key !== key);
  }
}

function listen() {
  const actions = actionsOf(page);
  for (const type of ['click', 'change', 'input', 'submit']) {
    document.addEventListener(type, (event) => {
      const element = event.target.closest?.(`[data-${type}]`);
      const action = element && actions[element.dataset[type]];
      if (!action) return;
      if (type === 'submit' || element.localName === 'a') event.preventDefault();
      action(element);
    });
  }
  document.addEventListener('pointerover', highlight);
  document.addEventListener('focusin', highlight);
  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('textarea, input:not([type=checkbox], [type=radio], [type=range])');
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !typing) {
      event.preventDefault();
      if (event.shiftKey) store.redo();
      else store.undo();
    }
    if (event.target.name === 'query' && (event.key === 'Home' || event.key === 'End')) {
      event.preventDefault();
      const radios = [...byId('tokens').querySelectorAll('label:not([hidden]) input')];
      radios.at(event.key === 'Home' ? 0 : -1).click();
      radios.at(event.key === 'Home' ? 0 : -1).focus();
    }
    if (event.target.id === 'find' && event.key === 'Enter') {
      byId('tokens').querySelector('label:not([hidden]) input:not(:checked)')?.click();
    }
  });
  byId('tables').addEventListener('paste', (event) => {
    const text = event.clipboardData.getData('text');
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    byId('pasted').value = text;
    actions.paste();
    actions['take-pasted']();
  });
  followTheme(byId('theme'), draw);
  new ResizeObserver(() => view.shown && drawArcs(byId('sentence'), byId('arcs'), view.shown)).observe(byId('sentence'));
  addEventListener('hashchange', readLink);
}

// ---- the link

async function writeLink() {
  const fragment = JSON.stringify(store.state) === JSON.stringify(start()) ? '' : await encode(store.state);
  const url = fragment && fragment.length <= LONGEST ? `#${fragment}` : location.pathname + location.search;
  history.replaceState(null, '', url);
}

async function readLink() {
  const fragment = location.hash.slice(1);
  if (!fragment) return;
  const before = store.state;
  try {
    const { request, query, head, step, stage } = await decode(fragment);
    const position = (value) => (Number.isInteger(value) && value >= 0 ? value : 0);
    const known = (choices, value) => choices.find(([name]) => name === value)[0];
    store.edit({
      request: { ...read(JSON.stringify(request)), options: { ...request.options } },
      query: position(query),
      head: position(head),
      step: known(STEPS, step),
      stage: known(STAGES, stage),
    });
  } catch {
    store.edit(before);
    notice = { title: 'This link cannot be read', detail: 'It may have been cut. Below is the tutorial.' };
    fail(notice);
  }
}

/** Where everyone begins: the first example. */
function start() {
  return { request: kept(page.examples[0].request), query: 1, head: 0, step: 'all', stage: 'weights' };
}

const store = (page.store = new Store(null, changed));
page.heatmap = new HeatmapView(byId, (query) => store.look({ query }));
page.answer = new AnswerView(byId, () => store.state && drawProgram());
await begin();

async function begin() {
  try {
    page.examples = await get('examples');
    render(byId('example'), h('option', { value: '' }, 'Your own'), page.examples.map(({ name, summary: line }) => h('option', { value: name }, line)));
    get('info').then(({ dialects }) => {
      render(byId('dialect'), dialects.map((name) => h('option', { value: name }, name)));
      showOptions(byId, store.state.request);
    });
    store.state = start();
    listen();
    if (location.hash.length > 1) await readLink();
    else changed();
  } catch (failed) {
    const needsKey = failed.problem?.status === 401;
    document.body.classList.toggle('starting', needsKey);
    byId('problem').hidden = false;
    if (needsKey) askForKey(failed.problem);
    else render(byId('problem'), h('h2', {}, 'The service cannot be reached'), h('p', {}, failed.message), h('a', { href: '' }, 'Load the page again'));
  }
}

/** Asks for a key before there is anything to show, and begins again with it. */
function askForKey(problem) {
  render(byId('problem'), problemBox(problem, [], false));
  byId('problem').querySelector('form').onsubmit = (event) => {
    event.preventDefault();
    useKey(event.target.elements.key.value);
    begin();
  };
}
