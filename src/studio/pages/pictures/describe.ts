import { html } from 'hono/html';
import type { Crop } from '../../../article/crop.ts';
import type { Focus } from '../../crop-around.ts';
import type { PicturePlace, PictureTarget, PictureWords, ShownPicture } from '../../pictures.ts';
import type { Markup } from '../layout.ts';
import { cropFields } from './crop.ts';
import { picturesLayout, type PicturesFrame } from './frame.ts';

export interface DescribeParts extends PicturesFrame {
  readonly picture: ShownPicture;
  readonly target: PictureTarget;
  readonly words: PictureWords;
  readonly focus: Focus;
  readonly crop: Crop | undefined;
  readonly place: PicturePlace;
  /** The editor puts the picture at its cursor. */
  readonly inEditor: boolean;
}

/** Returns the page on which a picture gets its words, its part and its place. */
export function describePage(parts: DescribeParts): Markup {
  const { picture, target, place, story, up, inEditor } = parts;
  const isPlaced = place.kind === 'same';
  const canPlace = isPlaced || target.hasFields || takesInText(target, inEditor);
  return picturesLayout(
    parts,
    isPlaced ? 'Change a picture' : 'Add a picture',
    html`<p class="crumbs" data-page-only>
        <a href="${up}?story=${story}">Pictures of this story</a>
      </p>
      <p class="facts muted"><bdi>${picture.name}</bdi> ${sizeOf(picture)}</p>
      ${picture.notes.map((note) => html`<p class="warn">${note}</p>`)}
      ${
        !picture.size &&
        html`<p class="muted">The picture ${picture.fault ?? 'can’t be shown'}.</p>`
      }
      <form method="post" class="picture-form" data-picture-form>
        <button name="do" value="place" hidden>${isPlaced ? 'Save' : 'Add'}</button>
        <input type="hidden" name="file" value="${target.file}" />
        <input type="hidden" name="base" value="${target.version}" />
        ${picture.size && cropFields(parts.focus, parts.crop, picture.size)}
        <div class="picture-words">
          ${wordFields(parts.words)} ${!isPlaced && placeFields(target, place, inEditor)}
          <p class="picture-actions">
            ${
              canPlace &&
              html`<button class="strong" name="do" value="place">
                ${isPlaced ? 'Save' : 'Add to the story'}
              </button>`
            }
            <a class="button" href="${up}?story=${story}" data-cancel>Cancel</a>
          </p>
        </div>
      </form>`,
  );
}

function sizeOf({ size }: ShownPicture): string {
  return size ? `${size.width} × ${size.height} pixels` : '';
}

function wordFields({ alt, decorative, caption, credit }: PictureWords): Markup {
  return html`<div class="part">
      <label for="picture-alt">What it shows</label>
      <textarea
        id="picture-alt"
        name="alt"
        rows="3"
        dir="auto"
        aria-describedby="picture-alt-hint"
        data-first
      >
${alt}</textarea>
      <p id="picture-alt-hint" class="muted">
        A sentence for readers who can’t see it. Screen readers read it out, and many mail programs
        show it instead of the picture. Don’t repeat the caption.
      </p>
      <label class="check">
        <input type="checkbox" name="decorative" ${decorative && 'checked'} /> It only decorates
      </label>
    </div>
    <div class="part">
      <label for="picture-caption">Caption</label>
      <input id="picture-caption" name="caption" value="${caption}" placeholder="None" dir="auto" />
    </div>
    <div class="part">
      <label for="picture-credit">Credit</label>
      <input id="picture-credit" name="credit" value="${credit}" placeholder="None" dir="auto" />
    </div>`;
}

/** Whether a picture can be in the text of a story. */
function takesInText({ format, places }: PictureTarget, inEditor: boolean): boolean {
  return format === 'markdown' && (inEditor || places.length > 0);
}

function placeFields(target: PictureTarget, place: PicturePlace, inEditor: boolean): Markup {
  const { places, format, hasFields, pictures } = target;
  const hasLead = pictures.some(({ n }) => n === 0);
  const inText = takesInText(target, inEditor);
  if (!inText && !hasFields) {
    return html`<p class="bad">
      The front matter of this story can’t be understood, so a picture can’t be added to it.
    </p>`;
  }
  return html`<fieldset class="part">
    <legend>Where</legend>
    ${
      hasFields &&
      html`<label class="check">
        <input type="radio" name="place" value="lead" ${place.kind === 'lead' && 'checked'} />
        Above the text${hasLead && ', in place of the picture there'}
      </label>`
    }
    ${
      inText &&
      html`<label class="check">
        <input type="radio" name="place" value="below" ${place.kind !== 'lead' && 'checked'} />
        In the text${inEditor ? ', where you are writing' : ', below:'}
      </label>`
    }
    ${inText && !inEditor && placeChoice(places, place)}
    ${
      format === 'text' &&
      html`<p class="muted">
        This story is plain text. Edit it as Markdown to have pictures in its text.
      </p>`
    }
  </fieldset>`;
}

function placeChoice(places: PictureTarget['places'], place: PicturePlace): Markup {
  const line = place.kind === 'below' ? place.line : places[0]?.line;
  return html`<select name="line" aria-label="Below which paragraph">
    ${places.map(
      (each) =>
        html`<option value="${each.line}" ${each.line === line && 'selected'}>
          ${each.words}
        </option>`,
    )}
  </select>`;
}
