// What the page's controls do.

import { get, Refused } from './api.js';
import { rowIn, save, stageIn } from './files.js';
import { inputOf } from './faults.js';
import { numberOf } from './format.js';
import { useKey } from './key.js';
import { encode, LONGEST } from './link.js';
import { slider, usualScale, withHidden, withOption, withWindow } from './options.js';
import { read, Unfit } from './paste.js';
import { kept, keysOf, listsOf, reordered, withEntry, withVectors } from './request.js';

const TYPING = 150;

/**
 * The actions, by the names that `data-click`, `data-change`, `data-input` and `data-submit` say.
 *
 * @param {object} page what actions reach: `store`, `view` (what is drawn beside the state), `draw`,
 *   `ask`, `say`, `fail`, `byId`, `examples`, `program` and `answer` (of the last card)
 */
export function actionsOf(page) {
  const { store, view, byId } = page;
  const request = () => store.state.request;
  const edit = (next, name, wait = name ? TYPING : 0) => store.edit({ request: next }, name, wait);
  const option = (name, value, usual) => edit(withOption(request(), name, value, usual));

  /** Other words, the same word looking. */
  const arrange = (list, order) => {
    const { query } = store.state;
    const looks = list === 'words' || list === 'queries';
    const at = order.includes(query) ? order.indexOf(query) : Math.min(query, order.length - 1);
    store.edit({ request: reordered(request(), list, order), ...(looks && { query: at }) });
  };
  const positions = (list) => request()[list].map((_, n) => n);
  const add = (list) => {
    arrange(list, [...positions(list), null]);
    const field = inputOf(document, { pointer: `#/${list}/${request()[list].length - 1}/word` });
    field?.focus();
    field?.select();
  };
  const swap = ({ dataset: { list, position } }, distance) => {
    const order = positions(list);
    const from = Number(position);
    [order[from], order[from + distance]] = [order[from + distance], order[from]];
    arrange(list, order);
  };
  const copy = async (what, copying) => {
    try {
      await copying();
      page.say(`${what} copied.`);
    } catch {
      page.say('The browser forbids copying here: select the text and copy it.');
    }
  };
  const attempt = async (work) => {
    try {
      await work();
    } catch (failed) {
      if (!(failed instanceof Refused)) throw failed;
      page.fail(failed.problem);
    }
  };

  /** The picture of the API, of all words or of the one that looks. */
  const picture = (format) => (view.pictured === 'one' ? rowIn : stageIn)(format, store.state);
  const show = () => attempt(async () => {
    const image = byId('picture-image');
    const url = URL.createObjectURL(await picture('svg'));
    image.onload = () => URL.revokeObjectURL(url);
    image.src = url;
    image.alt = `Heatmap of ${store.state.stage}. ${view.shown.row.explanation.summary}`;
  });

  /** Takes a request over; everything else starts anew. */
  const take = (next, query = 0) => {
    view.allRows = view.allWorkings = view.allDimensions = false;
    store.edit({ request: kept(next), query, head: 0 });
  };

  return {
    'to-result': () => byId('stage').focus(),

    // the words
    choose: ({ value, dataset }) => store.look({ query: Number(dataset.position ?? value) }),
    find: ({ value }) => {
      view.find = value;
      page.draw();
    },
    word: ({ value, dataset: { list, position } }) =>
      edit(withEntry(request(), list, position, () => ({ word: value })), `${list} ${position} word`),
    number: ({ value, dataset: { list, position, element } }) =>
      edit(withEntry(request(), list, position, ({ vector }) => ({ vector: vector.with(element, numberOf(value)) })), `${list} ${position} ${element}`),
    vector: ({ value, dataset: { list, position } }) =>
      edit(withEntry(request(), list, position, () => ({ vector: value.trim() === '' ? [] : value.trim().split(/[\s,;]+/).map(numberOf) })), `${list} ${position}`),
    'add-word': () => add(request().words ? 'words' : 'keys'),
    'add-query': () => add('queries'),
    'add-dimension': () => edit(withVectors(request(), request().words ? 'words' : 'keys', (vector) => [...vector, 0])),
    'remove-dimension': ({ dataset: { list, element } }) =>
      edit(withVectors(request(), list, (vector) => vector.filter((_, n) => n !== Number(element)))),
    'move-up': (button) => swap(button, -1),
    'move-down': (button) => swap(button, 1),
    'remove-word': ({ dataset: { list, position } }) => arrange(list, positions(list).filter((n) => n !== Number(position))),
    'all-rows': () => page.toggle('allRows'),

    // other requests
    example: ({ value }) => {
      const example = page.examples.find(({ name }) => name === value);
      if (example) take(example.request, example.name === 'tutorial' ? 1 : 0);
    },
    sentence: () => take({ sentence: byId('text').value, options: request().options }),
    'edit-vectors': () => attempt(async () => {
      const { sentence, unknownWords, ...rest } = request();
      const { keys } = view.shown;
      const found = await Promise.all(keys.map((word) => get(`vocabulary/${encodeURIComponent(word)}`)));
      const words = found.map(({ vector }, n) => ({ word: keys[n], vector }));
      edit({ words, ...rest, options: { scale: usualScale(request()), ...rest.options } });
    }),
    normalize: ({ checked }) => {
      const { normalize, ...rest } = request();
      edit(checked ? { ...rest, normalize: true } : rest);
    },
    skip: ({ checked }) => {
      const { unknownWords, ...rest } = request();
      edit(checked ? { ...rest, unknownWords: 'skip' } : rest);
    },
    paste: () => {
      byId('unfit').textContent = '';
      byId('paste').showModal();
      byId('pasted').focus();
    },
    'take-pasted': () => {
      try {
        const next = read(byId('pasted').value);
        const plain = listsOf(next).length === 1 && !next.options;
        take(plain ? { ...next, options: request().options } : next);
        byId('paste').close();
        page.say(`${keysOf(next).length || 'The'} words pasted.`);
      } catch (unfit) {
        if (!(unfit instanceof Unfit)) throw unfit;
        byId('unfit').textContent = unfit.message;
      }
    },
    close: (button) => button.closest('dialog').close(),
    undo: () => store.undo(),
    redo: () => store.redo(),
    reset: () => take(page.examples[0].request, 1),

    // options
    slider: ({ value }) => edit(withOption(request(), 'temperature', slider.to(Number(value)), 1), 'slider', 20),
    temperature: ({ value }) => edit(withOption(request(), 'temperature', numberOf(value), 1), 'temperature'),
    scaled: ({ checked }) => option('scale', checked ? 'auto' : 1, usualScale(request())),
    causal: ({ checked }) => option('causal', checked, false),
    before: ({ value }) => edit(withWindow(request(), 'left', value), 'before'),
    behind: ({ value }) => edit(withWindow(request(), 'right', value), 'behind'),
    hide: ({ checked, dataset: { position } }) => edit(withHidden(request(), Number(position), checked)),
    dialect: ({ value }) => option('dialect', value, 'tutorial'),
    head: ({ value }) => store.look({ head: Number(value) }),

    // what is shown
    step: ({ value }) => store.look({ step: value }),
    stage: ({ value }) => store.look({ stage: value }),
    language: ({ value }) => {
      view.language = value;
      page.draw();
    },
    format: ({ value }) => {
      view.format = value;
      page.draw();
    },
    'ask-answer': () => page.answer.ask(),
    'all-workings': () => page.toggle('allWorkings'),
    'all-dimensions': () => page.toggle('allDimensions'),

    // to take along
    save: ({ dataset: { format } }) =>
      attempt(async () => save(await stageIn(format, store.state), `attention-${store.state.stage}.${format}`)),
    'save-request': () =>
      save(new Blob([JSON.stringify(request(), null, 2)], { type: 'application/json' }), 'attention-request.json'),
    picture: async () => {
      await show();
      if (!byId('picture').open) byId('picture').showModal();
    },
    pictured: ({ value }) => {
      view.pictured = value;
      page.draw();
      return show();
    },
    'save-picture': ({ dataset: { format } }) =>
      attempt(async () => save(await picture(format), `attention-${store.state.stage}.${format}`)),
    'copy-link': async () => {
      const fragment = await encode(store.state);
      if (fragment.length > LONGEST) page.say('Too much for a link: save the request and send that.');
      else await copy('Link', () => navigator.clipboard.writeText(`${location.href.split('#')[0]}#${fragment}`));
    },
    'copy-code': () => copy('Program', () => navigator.clipboard.writeText(page.program())),
    'copy-answer': () => copy('Answer', () => page.answer.copy()),

    // what went wrong
    retry: () => page.ask(0),
    'use-key': ({ elements: { key } }) => {
      useKey(key.value);
      page.ask(0);
    },
    'go-to-fault': ({ dataset: { id } }) => {
      const input = inputOf(document, view.faults[Number(id)]);
      input?.focus();
      input?.select?.();
    },
  };
}
