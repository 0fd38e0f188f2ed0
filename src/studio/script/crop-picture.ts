/** Chooses the part of a picture: a click or a drag sets the point, and the part is shown at once. */
import { cropAround, SHAPES, type Focus, type Shape } from '../crop-around.ts';
import { boxStyle } from '../pages/pictures/box.ts';

/** Makes the forms below an element show the part that they choose. */
export function choosePart(root: ParentNode): void {
  for (const stage of root.querySelectorAll<HTMLElement>('[data-crop-stage]')) prepare(stage);
}

function prepare(stage: HTMLElement): void {
  const form = stage.closest('form');
  const box = stage.querySelector<HTMLElement>('.crop-box');
  const point = stage.querySelector<HTMLElement>('.crop-point');
  if (!form || !box || !point) return;
  form.classList.add('scripted');
  const [width = 1, height = 1] = (stage.dataset['cropStage'] ?? '').split(' ').map(Number);
  const redraw = () => {
    const focus = focusIn(form);
    box.style.cssText = boxStyle(cropAround(focus, { width, height }));
    point.style.cssText = `left:${focus.x}%;top:${focus.y}%`;
  };
  const follow = (event: MouseEvent) => {
    const { left, top, width: across, height: down } = stage.getBoundingClientRect();
    setRange(form, 'x', (100 * (event.clientX - left)) / across);
    setRange(form, 'y', (100 * (event.clientY - top)) / down);
    redraw();
  };
  stage.addEventListener('click', (event) => {
    event.preventDefault();
    // Without coordinates: by the keyboard.
    if (event.detail > 0) follow(event);
  });
  stage.addEventListener('dragstart', (event) => {
    event.preventDefault();
  });
  stage.addEventListener('pointermove', (event) => {
    // A finger that moves scrolls the page.
    if (event.buttons === 1 && event.pointerType === 'mouse') follow(event);
  });
  form.addEventListener('input', redraw);
  redraw();
}

function focusIn(form: HTMLFormElement): Focus {
  const fields = new FormData(form);
  const number = (name: string) => Number(fields.get(name));
  const shape = fields.get('shape');
  return {
    x: number('x'),
    y: number('y'),
    part: number('part'),
    shape: typeof shape === 'string' && Object.hasOwn(SHAPES, shape) ? (shape as Shape) : 'own',
  };
}

function setRange(form: HTMLFormElement, name: string, percent: number): void {
  const range = form.elements.namedItem(name);
  if (range instanceof HTMLInputElement) range.value = String(Math.round(percent));
}
