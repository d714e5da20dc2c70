// Elements as views want them, and the way to bring the page there.

const SVG = new Set(['svg', 'path', 'rect']);

/**
 * Makes an element.
 *
 * @param {string} tag
 * @param {Record<string, any>} attributes `vars` are custom properties of its style; null and false
 *   leave an attribute out, true sets it empty; of `aria-` attributes both are texts
 * @param {...any} children nodes, texts or lists of them; null and false are left out
 */
export function h(tag, attributes = {}, ...children) {
  const element = SVG.has(tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null || (value === false && !name.startsWith('aria-'))) continue;
    if (name === 'vars') {
      for (const [key, text] of Object.entries(value)) element.style.setProperty(`--${key}`, text);
    } else {
      element.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** Makes the children of an element what they should be; what is alike stays, with its focus. */
export function render(parent, ...children) {
  const wanted = h('template', {}, ...children);
  cut(morphChildren(parent, parent.firstChild, wanted));
}

/**
 * Makes a part of the children what they should be; those before and behind stay.
 *
 * @param {number} from the position of the first
 * @param {number} count so many children there are in all; more are taken away
 */
export function renderPart(parent, from, count, children) {
  morphChildren(parent, parent.childNodes[from] ?? null, h('template', {}, children));
  cut(parent.childNodes[count] ?? null);
}

/** A choice of one: radio buttons that look like one control. */
export function choices(fieldset, action, items, chosen) {
  render(fieldset, fieldset.querySelector('legend').cloneNode(true), items.map(([value, text]) =>
    h('label', {}, h('input', { type: 'radio', class: 'unseen', name: action, value, checked: value === chosen, 'data-change': action }), h('span', {}, text))));
}

/** Morphs from a child on; gives the first that nothing is wanted of. */
function morphChildren(parent, old, wanted) {
  let next = wanted.firstChild;
  while (next) {
    const following = next.nextSibling;
    if (!old) {
      parent.append(next);
    } else {
      const after = old.nextSibling;
      morph(old, next);
      old = after;
    }
    next = following;
  }
  return old;
}

/** Takes a child and all behind it away. */
function cut(old) {
  while (old) {
    const after = old.nextSibling;
    old.remove();
    old = after;
  }
}

function morph(old, next) {
  if (old.nodeName !== next.nodeName) {
    old.replaceWith(next);
  } else if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== next.data) old.data = next.data;
  } else {
    morphAttributes(old, next);
    cut(morphChildren(old, old.firstChild, next));
    morphInput(old, next);
  }
}

function morphAttributes(old, next) {
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && name !== 'style' && name !== 'open') old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (name !== 'style' && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  // A strict policy forbids the attribute, not the object behind it.
  if (old.style.cssText !== next.style.cssText) old.style.cssText = next.style.cssText;
}

function morphInput(old, next) {
  if (old.type === 'checkbox' || old.type === 'radio') {
    old.checked = next.checked;
  } else if ('value' in old && old.value !== next.value && old !== document.activeElement) {
    old.value = next.value;
  }
}
