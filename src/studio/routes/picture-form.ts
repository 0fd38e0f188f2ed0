/** What the form says that describes a picture. */
import type { Crop } from '../../article/crop.ts';
import { cropAround, focusOf, SHAPES, type Focus, type Shape } from '../crop-around.ts';
import { stageSize } from '../pages/pictures/crop.ts';
import type {
  PicturePlace,
  PictureRef,
  PictureTarget,
  PictureWords,
  ShownPicture,
} from '../pictures.ts';

export type Form = Readonly<Record<string, unknown>>;

/** What somebody has chosen for a picture so far. */
export interface Chosen {
  readonly words: PictureWords;
  readonly focus: Focus;
  readonly crop: Crop | undefined;
  readonly place: PicturePlace;
}

/** Returns a field of a form that is a text. */
export function textOf(form: Form, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}

/** Reads a whole number; undefined if a text is none. */
export function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

/** Reads the form; a crop that nobody touched stays exactly as it is. */
export function chosenIn(
  form: Form,
  { ref, picture }: { readonly ref: PictureRef; readonly picture: ShownPicture },
): Chosen {
  const focus = focusIn(form, picture);
  return {
    words: {
      alt: textOf(form, 'alt'),
      decorative: form['decorative'] !== undefined,
      caption: textOf(form, 'caption'),
      credit: textOf(form, 'credit'),
    },
    focus,
    crop: cropFor(focus, picture),
    place: placeIn(form, ref),
  };
}

function cropFor(focus: Focus, { size, crop }: ShownPicture): Crop | undefined {
  if (!size) return crop;
  const before = focusOf(crop, size);
  const isUntouched = (['x', 'y', 'part', 'shape'] as const).every(
    (name) => focus[name] === before[name],
  );
  return isUntouched ? crop : cropAround(focus, size);
}

/** Returns where a picture is now: of a story's own picture. */
export function samePlace(ref: PictureRef): PicturePlace {
  return { kind: 'same', n: ref.kind === 'story' ? ref.n : 0 };
}

/**
 * Returns where a picture would be: where somebody writes; otherwise above the text, until there is
 * one.
 */
export function firstPlace(
  { pictures, places, hasFields, format }: PictureTarget,
  inEditor: boolean,
): PicturePlace {
  const [first] = places;
  if (inEditor && format === 'markdown') return { kind: 'below', line: first?.line ?? -1 };
  const isFree = hasFields && pictures.every(({ n }) => n !== 0);
  return isFree || !first ? { kind: 'lead' } : { kind: 'below', line: first.line };
}

function placeIn(form: Form, ref: PictureRef): PicturePlace {
  const place = textOf(form, 'place');
  if (place === 'lead') return { kind: 'lead' };
  if (place !== 'below') return samePlace(ref);
  return { kind: 'below', line: numberIn(textOf(form, 'line')) ?? -1 };
}

function focusIn(form: Form, { size }: ShownPicture): Focus {
  const percent = (name: string, usual: number) =>
    Math.min(100, numberIn(textOf(form, name)) ?? usual);
  const shape = textOf(form, 'shape');
  const chosen = {
    shape: Object.hasOwn(SHAPES, shape) ? (shape as Shape) : 'own',
    part: percent('part', 100),
  } as const;
  const [x = 0, y = 0] = ['point.x', 'point.y'].map((name) => numberIn(textOf(form, name)) ?? 0);
  // By the keyboard, the picture is "clicked" in its corner.
  if (!size || (x === 0 && y === 0)) return { ...chosen, x: percent('x', 50), y: percent('y', 50) };
  const stage = stageSize(size);
  const share = (at: number, of: number) => Math.min(100, Math.round((100 * at) / of));
  return { ...chosen, x: share(x, stage.width), y: share(y, stage.height) };
}
