import { html } from 'hono/html';
import type { PictureTarget, StoryPicture } from '../../pictures.ts';
import type { ListedStory } from '../../writing.ts';
import type { Markup } from '../layout.ts';
import { picturesLayout, thumbnail, wordsOf, type PicturesFrame } from './frame.ts';

export interface PicturesParts extends PicturesFrame {
  readonly target: PictureTarget;
  readonly stories: readonly ListedStory[];
}

/** The types of files that a person can choose; what a file is, its content decides. */
const PICTURE_TYPES = 'image/jpeg,image/png,image/webp,image/avif,image/gif';

/** Returns the page of a story's pictures, with the forms that bring in another one. */
export function picturesPage(parts: PicturesParts): Markup {
  const { target, stories, story, up } = parts;
  return picturesLayout(
    parts,
    'Pictures',
    html`<p class="crumbs" data-page-only>
        <a href="${up}../write/?story=${story}">Back to the story</a>
      </p>
      ${stories.length > 1 && storyLinks(parts)} ${addForm(parts)}
      <section data-page-only>
        <h2>In this story</h2>
        ${
          target.pictures.length === 0
            ? html`<p class="muted">The story has no picture yet.</p>`
            : html`<ul class="picture-list">
                ${target.pictures.map((each) => item(each, parts))}
              </ul>`
        }
      </section>`,
  );
}

function storyLinks({ stories, story, up }: PicturesParts): Markup {
  return html`<nav class="tabs" aria-label="Stories" data-page-only>
    ${stories.map(
      ({ index, file }) =>
        html`<a href="${up}?story=${index}" aria-current="${index === story && 'page'}"
          >${file.split('/').at(-1) ?? file}</a
        >`,
    )}
  </nav>`;
}

/** The form that gives a picture; it is in the editor's dialog, too. */
function addForm({ story, up }: PicturesParts): Markup {
  return html`<form
    class="add-picture"
    method="post"
    action="${up}upload?story=${story}"
    enctype="multipart/form-data"
    data-add-picture
  >
    <label class="field" for="picture-file">Choose a picture</label>
    <input
      id="picture-file"
      type="file"
      name="file"
      accept="${PICTURE_TYPES}"
      required
      aria-describedby="picture-file-hint"
      data-first
    />
    <p id="picture-file-hint" class="muted">
      JPEG, PNG, WebP, AVIF or GIF, up to 50 MB. Next, say what it shows and choose the part to
      show; nothing is saved before. The letter has it upright and in the right size.
    </p>
    <p class="picture-actions">
      <button class="strong">Continue</button>
      <a class="button" href="${up}earlier/?story=${story}">Use an earlier one</a>
    </p>
  </form>`;
}

function item(picture: StoryPicture, { target, up }: PicturesParts): Markup {
  const { index, file, version } = target;
  const { n, line } = picture;
  const folder = `${up}story/${index}/${n}/`;
  return html`<li>
    ${thumbnail(picture, folder)}
    <div>
      <p class="muted">
        ${line === undefined ? 'Above the text' : `In the text, line ${line}`} ·
        <bdi>${picture.name}</bdi>
      </p>
      ${wordsOf(picture)}
      <div class="picture-actions">
        <a class="button" href="${folder}">Change</a>
        <form
          method="post"
          action="${folder}remove"
          data-confirm="Remove this picture from the story? Its file stays."
        >
          <input type="hidden" name="file" value="${file}" />
          <input type="hidden" name="base" value="${version}" />
          <button class="quiet">Remove</button>
        </form>
      </div>
    </div>
  </li>`;
}
