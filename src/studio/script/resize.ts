/** Makes the frame of a letter wider and narrower: its edge is dragged, or moved with the arrows. */
import { WIDTHS } from '../look.ts';
import { around } from './dom.ts';
import { changeWidth } from './look.ts';

/** Of an arrow key, in px; of one with Shift. */
const STEP = 10;
const SMALL_STEP = 1;

/** Follows the pointer from the edge of a frame until it is let go. */
export function startDragging(event: PointerEvent): void {
  const grip = around(event, '.grip');
  const frame = grip?.parentElement?.querySelector('iframe');
  if (!grip || !frame || event.button !== 0) return;
  event.preventDefault();
  grip.focus();
  grip.setPointerCapture(event.pointerId);
  const held = event.clientX - frame.getBoundingClientRect().right;
  const follow = ({ clientX }: PointerEvent) => {
    const { right, width } = frame.getBoundingClientRect();
    const zoom = width / frame.offsetWidth || 1;
    const moved = (clientX - held - right) / zoom;
    // A frame in the middle of the stage grows on both sides.
    changeWidth(frame.offsetWidth + moved * (isCentred(frame) ? 2 : 1), false);
  };
  grip.addEventListener('pointermove', follow);
  const end = () => {
    grip.removeEventListener('pointermove', follow);
    changeWidth(frame.offsetWidth, true);
  };
  grip.addEventListener('lostpointercapture', end, { once: true });
}

function isCentred(frame: HTMLElement): boolean {
  const stage = frame.closest('.stage');
  return stage !== null && stage.scrollWidth <= stage.clientWidth;
}

/** Acts on a key that moves the edge of a frame; returns whether it was one. */
export function onGripKey(event: KeyboardEvent): boolean {
  const frame = around(event, '.grip')?.parentElement?.querySelector('iframe');
  if (!frame) return false;
  const step = event.shiftKey ? SMALL_STEP : STEP;
  const width = new Map([
    ['ArrowLeft', frame.offsetWidth - step],
    ['ArrowRight', frame.offsetWidth + step],
    ['Home', WIDTHS.min],
    ['End', WIDTHS.max],
  ]).get(event.key);
  if (width === undefined) return false;
  event.preventDefault();
  changeWidth(width, true);
  return true;
}
