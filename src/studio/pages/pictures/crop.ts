import { html } from 'hono/html';
import type { Crop } from '../../../article/crop.ts';
import type { Size } from '../../../pictures/measure.ts';
import { LEAST_PART, type Focus, type Shape } from '../../crop-around.ts';
import type { Markup } from '../layout.ts';
import { boxStyle } from './box.ts';
import { pictureSource } from './frame.ts';

const SHAPE_NAMES: Readonly<Record<Shape, string>> = {
  own: 'Its own shape',
  wide: 'Wide, 16:9',
  photo: 'Photo, 3:2',
  square: 'Square',
  tall: 'Tall, 4:5',
};

/** In pixels of the page: a click on the picture says where in it, also without a script. */
const STAGE = 320;

/** Returns the size in which a picture is shown to choose its part. */
export function stageSize({ width, height }: Size): Size {
  const scale = Math.min(STAGE / width, STAGE / height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/**
 * Returns the fields that choose the part of a picture: the point that matters, a shape, and how
 * close.
 */
export function cropFields(focus: Focus, crop: Crop | undefined, size: Size): Markup {
  const { width, height } = stageSize(size);
  return html`<fieldset class="picture-crop">
    <legend>What of it to show</legend>
    <p class="muted">Click the point that matters, then choose a shape.</p>
    <div
      class="crop-stage"
      style="width:${width}px;height:${height}px"
      data-crop-stage="${size.width} ${size.height}"
    >
      <input
        type="image"
        name="point"
        src="${pictureSource(2 * STAGE)}"
        width="${width}"
        height="${height}"
        alt="The whole picture: click the point that matters"
        formnovalidate
      />
      <span class="crop-box" style="${boxStyle(crop)}"></span>
      <span class="crop-point" style="left:${focus.x}%;top:${focus.y}%"></span>
    </div>
    <div class="segments" role="radiogroup" aria-label="Shape">
      ${(Object.keys(SHAPE_NAMES) as Shape[]).map(
        (shape) =>
          html`<label>
            <input
              type="radio"
              name="shape"
              value="${shape}"
              ${shape === focus.shape && 'checked'}
            />
            <span>${SHAPE_NAMES[shape]}</span>
          </label>`,
      )}
    </div>
    ${range('part', 'How much of it', focus.part, LEAST_PART)}
    ${range('x', 'Point from the left', focus.x)} ${range('y', 'Point from the top', focus.y)}
    <p class="picture-actions" data-without-script>
      <button name="do" value="show" formnovalidate>Show this part</button>
    </p>
    <figure data-without-script>
      <img src="${pictureSource(STAGE, crop)}" alt="The part that the letter shows" />
      <figcaption class="muted">In the letter</figcaption>
    </figure>
  </fieldset>`;
}

function range(name: 'part' | 'x' | 'y', label: string, value: number, least = 0): Markup {
  return html`<label class="range">
    <span>${label}</span>
    <input type="range" name="${name}" min="${least}" max="100" value="${value}" />
  </label>`;
}
