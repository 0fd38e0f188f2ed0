/** The seconds in which a sending can be taken back. */
import { all } from './dom.ts';
import { refresh } from './refresh.ts';

const TICK_MS = 250;
/** By the browser's clock, which may stand still while the page is in the background. */
const ends = new WeakMap<HTMLElement, number>();
let timer = 0;

/** Counts down what the page shows, and asks how it is at the end. */
export function countDown(): void {
  window.clearInterval(timer);
  timer = window.setInterval(tick, TICK_MS);
}

function tick(): void {
  for (const element of all('[data-countdown]', HTMLElement)) {
    const end = ends.get(element) ?? performance.now() + Number(element.dataset['countdown']);
    const isOver = performance.now() > end;
    if (isOver && Number.isFinite(end)) void refresh('run');
    ends.set(element, isOver ? Infinity : end);
    element.textContent = isOver ? '0' : String(Math.ceil((end - performance.now()) / 1000));
  }
}
