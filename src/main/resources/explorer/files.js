// Pictures and numbers to take along, made by the API itself.

import { post } from './api.js';
import { theme } from './theme.js';

/** Whether a format is a picture. */
export function isPicture(format) {
  return format === 'svg' || format === 'png';
}

/** What an address says behind its `?` for an answer in a format: laid out for people, in the page's theme. */
export function parametersOf(format) {
  const look = format === 'json' ? '&pretty' : isPicture(format) && theme() === 'dark' ? '&theme=dark' : '';
  return `format=${format}${look}`;
}

/** Gets the stage that is shown, of all words, in a format of the API. */
export function stageIn(format, { request, stage }) {
  return inFormat(`attention/${stage}`, format, request);
}

/** Gets the stage that is shown of the word that looks alone, with the sentence about it. */
export function rowIn(format, { request, stage, query }) {
  return inFormat(`attention/queries/${query}`, format, { ...request, include: [stage, 'explanation'] });
}

/** Posts a request; gives the answer in a format of the API. */
export async function inFormat(path, format, request, signal) {
  return (await post(`${path}?${parametersOf(format)}`, request, signal)).blob();
}

/** Hands a file to the browser. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
