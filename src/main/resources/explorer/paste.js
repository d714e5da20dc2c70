// Words with vectors from a clipboard: a spreadsheet's cells, CSV, lines of word and numbers, or JSON.

import { numberOf } from './format.js';
import { listsOf, MOST } from './request.js';

const SHOWN = 5;

/** What did not fit, for people. */
export class Unfit extends Error {}

/**
 * Reads a text.
 *
 * @returns {object} a request of the API
 * @throws {Unfit} if something does not fit; the message names the lines
 */
export function read(text) {
  const trimmed = text.trim();
  if (!trimmed) throw new Unfit('There is nothing here yet: a line for each word, the word first, then its numbers.');
  const request = /^[[{]/.test(trimmed) ? fromJson(trimmed) : { words: fromLines(trimmed) };
  for (const list of listsOf(request)) {
    if (request[list].length > MOST) {
      throw new Unfit(`${request[list].length} words: the page takes ${MOST}. The API takes more.`);
    }
  }
  return request;
}

function fromJson(text) {
  let json;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Unfit(`This is not JSON: ${error.message}.`);
  }
  const request = Array.isArray(json) ? { words: json } : json;
  const lists = listsOf(request);
  const complete = request.words || request.sentence || (request.queries && request.keys);
  const isList = (list) => Array.isArray(request[list]) && request[list].length > 0 && request[list].every(isEntry);
  if (!complete || !lists.every(isList)) {
    throw new Unfit(
      'This JSON is no request: expected {"words": [{"word": "Cats", "vector": [0.1, 0.2]}, …]} or that list alone.');
  }
  return request;
}

function isEntry(entry) {
  return typeof entry?.word === 'string' && Array.isArray(entry.vector);
}

function fromLines(text) {
  const separator = ['\t', ';', ','].find((character) => text.includes(character));
  let rows = rowsOf(text, separator).filter(({ cells }) => cells.some((value) => value !== ''));
  const isNumber = (value) => typeof parse(value, separator) === 'number';
  if (rows.length > 1 && !rows[0].cells.slice(1).some(isNumber)) rows = rows.slice(1); // a header
  const named = !rows.every(({ cells }) => isNumber(cells[0]));
  const faults = [];
  const words = rows.map(({ cells, line }, n) => {
    while (cells.length > 1 && cells.at(-1) === '') cells.pop();
    const word = named ? cells[0] : `word${n + 1}`;
    const vector = (named ? cells.slice(1) : cells).map((value) => parse(value, separator));
    const wrong = vector.find((value) => typeof value !== 'number');
    if (wrong !== undefined) faults.push(`Line ${line}: “${wrong}” is not a number.`);
    else if (!vector.length) faults.push(`Line ${line}: no numbers behind “${word}”.`);
    return { word, vector };
  });
  const length = words[0].vector.length;
  words.forEach(({ vector }, n) => {
    if (vector.length && vector.length !== length) {
      faults.push(`Line ${rows[n].line} has ${vector.length} numbers, the first has ${length}.`);
    }
  });
  if (faults.length) {
    const more = faults.length > SHOWN ? ` And ${faults.length - SHOWN} more.` : '';
    throw new Unfit(faults.slice(0, SHOWN).join(' ') + more);
  }
  return words;
}

/** A decimal comma is one where commas do not separate. */
function parse(value, separator) {
  return numberOf(separator === ',' ? value : value.replace(',', '.'));
}

/** Lines of cells; quoted cells may hold anything (RFC 4180). */
function rowsOf(text, separator) {
  if (!separator) {
    return text.split(/\r?\n/).map((line, n) => ({ line: n + 1, cells: line.trim().split(/\s+/) }));
  }
  const rows = [];
  let line = 1;
  let row = { line, cells: [] };
  const pattern = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))(${separator}|\\r?\\n|$)`, 'gy');
  for (let match; (match = pattern.exec(text)); ) {
    row.cells.push((match[1]?.replaceAll('""', '"') ?? match[2]).trim());
    line += match[0].split('\n').length - 1;
    if (match[3] !== separator) {
      rows.push(row);
      row = { line, cells: [] };
      if (match[3] === '') break;
    }
  }
  return rows;
}
