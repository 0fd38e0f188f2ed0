import { html } from 'hono/html';
import { withCrop, type Crop } from '../../../article/crop.ts';
import type { Failure, ShownPicture } from '../../pictures.ts';
import { layout, type Markup } from '../layout.ts';

/** What every page about the pictures of a story knows. */
export interface PicturesFrame {
  /** The newsletter's name. */
  readonly name: string;
  /** The story of the edition that a picture is put into. */
  readonly story: number;
  /** The way from the page to the edition's pictures, such as ../../ */
  readonly up: string;
  readonly mayWrite: boolean;
  /** Why something was not done. */
  readonly failure?: Failure | undefined;
}

/** Returns a page about the pictures of an edition. */
export function picturesLayout(
  { name, up, mayWrite, failure }: PicturesFrame,
  title: string,
  main: Markup,
): Markup {
  return layout({
    title,
    name,
    page: 'pictures',
    root: `${up}../../../`,
    mayWrite,
    main: html`<div data-part="pictures">
      <h1>${title}</h1>
      ${
        failure &&
        html`<div class="broken" role="alert">
          <p><strong>${failure.message}</strong></p>
          <p>${failure.remedy}</p>
        </div>`
      }
      ${main}
    </div>`,
  });
}

/** Returns the address of a picture as a JPEG, from its own folder. */
export function pictureSource(side: number, crop?: Crop): string {
  const part = crop ? `&crop=${encodeURIComponent(withCrop('', crop))}` : '';
  return `picture.jpg?side=${side}${part}`;
}

/** Returns a picture as the letter shows it, or why it can't be shown. */
export function thumbnail(picture: ShownPicture, folder: string, crop = picture.crop): Markup {
  if (!picture.size) {
    return html`<p class="no-picture"><bdi>${picture.name}</bdi> ${picture.fault ?? ''}</p>`;
  }
  return html`<img src="${folder}${pictureSource(480, crop)}" alt="" loading="lazy" />`;
}

/** Returns what is said of a picture. */
export function wordsOf({ words: { alt, decorative, caption, credit } }: ShownPicture): Markup {
  return html`<p class="${alt === '' && !decorative ? 'bad' : ''}" dir="auto">
      ${decorative ? 'It only decorates' : alt === '' ? 'No alternative text yet' : alt}
    </p>
    ${
      (caption || credit) &&
      html`<p class="muted" dir="auto">${[caption, credit].filter(Boolean).join(' · ')}</p>`
    }`;
}
