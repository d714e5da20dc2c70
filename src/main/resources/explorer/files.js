// Pictures and numbers to take along, made by the API itself.

import { post } from './api.js';
import { theme } from './theme.js';

/**
 * Gets the stage that is shown in a format of the API.
 *
 * @param {boolean} one whether for the word that looks alone, with the sentence about it
 */
export async function inFormat(format, { request, stage, query }, one = false) {
  const parameters = new URLSearchParams({ format });
  if (format === 'svg' || format === 'png') parameters.set('theme', theme());
  const path = one ? `attention/queries/${query}` : `attention/${stage}`;
  const body = one ? { ...request, include: [stage, 'explanation'] } : request;
  return (await post(`${path}?${parameters}`, body)).blob();
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
