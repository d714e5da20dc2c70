// Talks to the service that the page came from.

import { withKey } from './key.js';

const BASE = new URL('api/v1/', document.baseURI);

/** The address of a path of the API. */
export function address(path) {
  return new URL(path, BASE).href;
}

/** What the API could not do: its problem document, or why there was no answer. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Gets JSON. */
export async function get(path) {
  return (await answer(path, {})).json();
}

/** Posts a request; gives the answer, whatever its format. */
export function post(path, body, signal) {
  return answer(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
}

async function answer(path, init) {
  let response;
  try {
    response = await fetch(address(path), withKey(init));
  } catch (failed) {
    if (failed.name === 'AbortError') throw failed;
    throw new Refused({ status: 0, title: 'The service cannot be reached', detail: 'Is it still running?' });
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  throw new Refused(problem ?? { status: response.status, title: `The service answered ${response.status}` });
}

/**
 * Runs the newest of many jobs, once things are quiet; older ones are aborted, and what they still
 * bring is dropped.
 */
export class Newest {
  #timer = 0;
  #controller = new AbortController();

  run(wait, job, done, failed) {
    this.drop();
    const controller = (this.#controller = new AbortController());
    const current = (callback) => (value) => controller.signal.aborted || callback(value);
    this.#timer = setTimeout(() => job(controller.signal).then(current(done), current(failed)), wait);
  }

  /** Drops the job that waits or runs. */
  drop() {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }
}
