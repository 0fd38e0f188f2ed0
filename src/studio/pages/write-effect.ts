import { withCrop } from '../../article/crop.ts';
import { plainText } from '../../article/rich-text.ts';
import { defined } from '../../base/defined.ts';
import type { Build } from '../desk.ts';
import type { InEffect } from './write-fields.ts';

/** Returns what the letter has of a story, from its text or its front matter. */
export function inEffectOf({ edition }: Build, index: number): InEffect {
  const article = index === 0 ? edition.lead : edition.further[index - 1];
  if (!article) return {};
  const { section, headline, dek, byline, authors, dateline, keyPoints, image } = article;
  return defined({
    ...(index === 0 && {
      subject: edition.subject,
      preheader: edition.preheader,
      date: edition.date,
    }),
    section,
    headline,
    dek,
    byline: byline ?? authors?.join(', '),
    dateline,
    keyPoints: keyPoints.length === 0 ? undefined : keyPoints.map(plainText).join('\n'),
    image: image?.file === undefined ? image?.source : withCrop(image.file, image.crop),
    alt: image?.alt === '' ? 'none' : image?.alt,
    caption: image?.caption,
    credit: image?.credit,
  });
}
