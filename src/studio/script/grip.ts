/** The edge of a frame that can be dragged. */
import { WIDTHS } from '../look.ts';
import { make } from './dom.ts';

/** Gives the figure of a frame an edge to drag, which says how wide the frame is. */
export function showGrip(figure: HTMLElement, frame: HTMLElement, width: number): void {
  const grip = figure.querySelector('.grip') ?? makeGrip(frame);
  grip.ariaValueNow = String(width);
  grip.ariaValueText = `${width} pixels`;
}

function makeGrip(frame: HTMLElement): HTMLElement {
  const grip = make('div', {
    class: 'grip',
    role: 'separator',
    tabindex: '0',
    title: 'Drag to change the width',
    'aria-label': 'Width of the letter',
    'aria-orientation': 'vertical',
    'aria-valuemin': String(WIDTHS.min),
    'aria-valuemax': String(WIDTHS.max),
  });
  frame.after(grip);
  return grip;
}
