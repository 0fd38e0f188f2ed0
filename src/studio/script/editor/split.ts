/** The bar between the story and the letter, which can be dragged or moved with the arrow keys. */
import { first, make } from '../dom.ts';

const KEY = 'broadsheet split';
const [LEAST, MOST, USUAL] = [25, 75, 50];

/** Puts the bar between the two, with the width that was chosen last. */
export function splitPanes(): void {
  const desk = first('.writing');
  const letter = first('.writing-letter');
  if (!desk || !letter) return;
  const bar = make('div', {
    class: 'split',
    role: 'separator',
    tabindex: '0',
    'aria-label': 'Width of the story',
    'aria-orientation': 'vertical',
    'aria-valuemin': String(LEAST),
    'aria-valuemax': String(MOST),
  });
  letter.before(bar);
  const set = (percent: number) => {
    const share = Math.round(Math.min(MOST, Math.max(LEAST, percent)));
    desk.style.setProperty('--split', `${share}%`);
    bar.setAttribute('aria-valuenow', String(share));
    remember(share);
  };
  set(remembered());
  const current = () => Number(bar.getAttribute('aria-valuenow'));
  bar.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    // A frame under the pointer would take its moves.
    desk.classList.add('dragging');
  });
  bar.addEventListener('pointermove', ({ pointerId, clientX }) => {
    if (!bar.hasPointerCapture(pointerId)) return;
    const { left, width } = desk.getBoundingClientRect();
    set(((clientX - left) / width) * 100);
  });
  bar.addEventListener('lostpointercapture', () => {
    desk.classList.remove('dragging');
  });
  bar.addEventListener('dblclick', () => {
    set(USUAL);
  });
  bar.addEventListener('keydown', (event) => {
    const to = { ArrowLeft: current() - 2, ArrowRight: current() + 2, Home: LEAST, End: MOST }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  });
}

const EDGE = 12;

/** Makes the letter's pane as high as there is room: the head of the page scrolls away above it. */
export function fitLetter(): void {
  const desk = first('.writing');
  if (!desk) return;
  const fit = () => {
    const above = Math.max(EDGE, desk.getBoundingClientRect().top);
    desk.style.setProperty('--pane', `${Math.max(320, innerHeight - above - EDGE)}px`);
  };
  fit();
  addEventListener('scroll', fit, { passive: true });
  addEventListener('resize', fit);
}

function remembered(): number {
  try {
    return Number(localStorage.getItem(KEY) ?? USUAL) || USUAL;
  } catch {
    return USUAL;
  }
}

function remember(share: number): void {
  try {
    localStorage.setItem(KEY, String(share));
  } catch {
    // A browser that keeps nothing shows the usual width the next time.
  }
}
