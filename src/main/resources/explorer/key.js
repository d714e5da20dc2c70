// The API key, where the service needs one: remembered in this tab, never part of a link.

import { h } from './dom.js';

const NAME = 'attention-key';
let key = remembered();

function remembered() {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null; // storage is forbidden here
  }
}

/** Sends a key with every request from now on. */
export function useKey(given) {
  key = given;
  try {
    sessionStorage.setItem(NAME, given);
  } catch {
    // the key holds until the page is left
  }
}

/** What `fetch` needs for the key; of another mode than what the page loads ahead without a key, which it would take instead. */
export function withKey(init) {
  return key ? { ...init, mode: 'same-origin', headers: { ...init.headers, Authorization: `Bearer ${key}` } } : init;
}

/** Asks for a key. */
export function keyForm() {
  return h('form', { class: 'buttons', 'data-submit': 'use-key' },
    h('label', { for: 'key' }, 'API key'),
    h('input', { id: 'key', name: 'key', type: 'password', required: true, pattern: '[!-~]{16,256}', title: '16 to 256 characters without spaces', autocomplete: 'off' }),
    h('button', { class: 'button' }, 'Use it'));
}
