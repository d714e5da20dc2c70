// The heatmap on the page, and the cell that is pointed at, by pointer or by keys.

import { render } from './dom.js';
import { Heatmap } from './heatmap.js';

/** Draws heatmaps and reads their cells out. */
export class HeatmapView {
  #byId;
  #heatmap = null;
  #cursor = null;

  /** @param {(query: number) => void} choose takes the row that is chosen */
  constructor(byId, choose) {
    this.#byId = byId;
    document.addEventListener('pointermove', (event) => {
      const cell = this.#heatmap && this.#cellAt(event);
      if (cell && (cell.row !== this.#cursor?.row || cell.column !== this.#cursor?.column)) this.#pointAt(cell);
    });
    const box = byId('canvas-box');
    box.addEventListener('click', (event) => choose(this.#cellAt(event).row));
    box.addEventListener('focus', () => this.#pointAt(this.#cursor ?? { row: this.#heatmap.shown.query, column: 0 }));
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') choose(this.#cursor.row);
      const cell = this.#cellBeside(event.key);
      if (!cell) return;
      event.preventDefault();
      this.#pointAt(cell);
    });
  }

  /** Shows a stage: as a table where the numbers fit, else as a canvas. */
  draw(shown) {
    const byId = this.#byId;
    const old = this.#heatmap;
    const heatmap = (this.#heatmap = new Heatmap(shown));
    byId('canvas-view').hidden = !heatmap.isCanvas;
    byId('table-view').hidden = heatmap.isCanvas;
    render(byId('table-view'), heatmap.isCanvas ? [] : heatmap.table());
    if (heatmap.isCanvas) heatmap.paint(byId('canvas'));
    byId('canvas-box').setAttribute('aria-label', `Heatmap of ${heatmap.stage}: ${heatmap.rows.length} rows, ${heatmap.columns.length} columns`);
    render(byId('legend'), heatmap.legend());
    if (old?.rows.length !== heatmap.rows.length || old?.columns.length !== heatmap.columns.length) this.#cursor = null;
    this.#frame(byId('row-mark'), shown.query, 0, 1);
    this.#pointAt(this.#cursor);
  }

  /** Says what a cell holds, and frames it. */
  #pointAt(cell) {
    this.#cursor = cell;
    this.#byId('cell-mark').hidden = !cell;
    this.#byId('readout').textContent = cell ? this.#heatmap.sentence(cell.row, cell.column) : 'Point at a cell to read it.';
    if (cell) this.#frame(this.#byId('cell-mark'), cell.row, cell.column, this.#heatmap.columns.length);
  }

  #frame(element, row, column, columns) {
    const rows = this.#heatmap.rows.length;
    const style = { top: row / rows, height: 1 / rows, left: column / columns, width: 1 / columns };
    for (const [name, part] of Object.entries(style)) element.style.setProperty(name, `${part * 100}%`);
  }

  #cellAt(event) {
    const cell = event.target.closest?.('td[data-row]');
    if (cell) return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
    if (!event.target.closest?.('#canvas-box')) return null;
    const box = this.#byId('canvas').getBoundingClientRect();
    return this.#within(
      Math.floor(((event.clientY - box.top) / box.height) * this.#heatmap.rows.length),
      Math.floor(((event.clientX - box.left) / box.width) * this.#heatmap.columns.length));
  }

  #cellBeside(key) {
    const { row, column } = this.#cursor;
    const to = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      PageUp: [row - 10, column], PageDown: [row + 10, column], Home: [row, 0], End: [row, Infinity],
    }[key];
    return to && this.#within(...to);
  }

  #within(row, column) {
    const clamp = (place, count) => Math.min(count - 1, Math.max(0, place));
    return { row: clamp(row, this.#heatmap.rows.length), column: clamp(column, this.#heatmap.columns.length) };
  }
}
