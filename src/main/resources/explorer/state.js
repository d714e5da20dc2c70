// What the page shows, and the way back. A state is never changed, only replaced.

const MOST = 200;

/** Holds the state; tells its listener of every change. */
export class Store {
  #past = [];
  #future = [];
  #merging = null;

  constructor(initial, changed) {
    this.state = initial;
    this.changed = changed;
  }

  /** Another word, step or stage to look at: nothing that would be undone. */
  look(view) {
    this.#to({ ...this.state, ...view });
  }

  /**
   * Another request. Changes with the same name in a row, such as the keystrokes in one cell, are
   * undone together.
   *
   * @param {number} wait for so many milliseconds more may come
   */
  edit(change, name = null, wait = 0) {
    if (!name || name !== this.#merging) this.#past.push(this.state);
    if (this.#past.length > MOST) this.#past.shift();
    this.#future = [];
    this.#merging = name;
    this.#to({ ...this.state, ...change }, wait);
  }

  /** Goes back to the state before the last edit. */
  undo() {
    this.#move(this.#past, this.#future);
  }

  /** Takes an undo back. */
  redo() {
    this.#move(this.#future, this.#past);
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  #move(from, to) {
    if (!from.length) return;
    to.push(this.state);
    this.#merging = null;
    this.#to(from.pop());
  }

  #to(state, wait = 0) {
    this.state = state;
    this.changed(wait);
  }
}
