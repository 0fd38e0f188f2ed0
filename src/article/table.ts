import type { Table } from './article.ts';
import { plainText, type RichText } from './rich-text.ts';

/** A number as results and schedules have them: "1,204", "−3.5 %", "$12", "12:30", "–". */
const NUMBER = /^[+\-−±<>~≈]?\s?\p{Sc}?\s?\d[\d\s.,:'’/]*\s?(?:%|‰|\p{Sc}|pp|k|m|bn)?$|^[–—-]$/iu;

/** Returns how each column of some rows is aligned: one of numbers only at its end. */
export function alignOf(rows: readonly (readonly RichText[])[], width: number): Table['align'] {
  return Array.from({ length: width }, (_, column) => {
    const cells = rows
      .map((row) => plainText(row[column] ?? []).trim())
      .filter((text) => text !== '');
    return cells.length > 0 && cells.every((text) => NUMBER.test(text)) ? 'end' : 'start';
  });
}
