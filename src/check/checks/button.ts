import { problem } from '../../base/problem.ts';
import { inlineStyle, verticalPadding } from '../../css/inline-style.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

const BUTTON_HEIGHT = 44;

/**
 * A button is a link with words in it, high enough to hit, and its cell gives Outlook the padding
 * that it does not take from a link (email-html.md C4).
 */
export const checkButton: Check = ({ document, html, themeFolder }) => {
  const place = { file: themeFolder };
  const controls = Array.from(
    document.querySelectorAll('button, input[type="button"], input[type="submit"]'),
  ).map((control) =>
    problem('html/button', place, { detail: 'it is no link', element: elementTag(control) }),
  );
  const links = Array.from(document.querySelectorAll('a'))
    .filter(looksLikeButton)
    .flatMap((link) => {
      const element = elementTag(link);
      return faultsOf(link, html).map((fault) =>
        problem('html/button', place, { ...fault, element }),
      );
    });
  return firstFew([...controls, ...links]);
};

/** A padded box of its own with a ground or a border. */
function looksLikeButton(link: Element): boolean {
  if (link.getAttribute('role') === 'button') return true;
  const style = inlineStyle(link);
  if (!/^(?:inline-)?block$/.test(style.get('display') ?? '')) return false;
  if (verticalPadding(style) === 0) return false;
  const cell = link.closest('td');
  return [style, ...(cell ? [inlineStyle(cell)] : [])].some(isDrawn);
}

function isDrawn(style: ReadonlyMap<string, string>): boolean {
  const ground = style.get('background-color') ?? 'transparent';
  const border = style.get('border') ?? 'none';
  return !/^(?:transparent|none)\b/.test(ground) || !/^(?:none|0)/.test(border);
}

interface Fault {
  readonly detail: string;
  readonly actual?: string;
  readonly expected?: string;
}

function faultsOf(link: Element, html: string): readonly Fault[] {
  const faults: Fault[] = [];
  if ((link.getAttribute('href') ?? '') === '') faults.push({ detail: 'it leads nowhere' });
  if (link.textContent.trim() === '') faults.push({ detail: 'it has no text' });
  if (!hasOutlookPadding(link, html)) faults.push({ detail: 'no padding for Outlook around it' });
  const height = heightOf(link);
  if (height < BUTTON_HEIGHT)
    faults.push({ detail: 'height', actual: `${height} px`, expected: `${BUTTON_HEIGHT} px` });
  return faults;
}

/** Padding on its cell, or the button drawn a second time in VML for the same URL. */
function hasOutlookPadding(link: Element, html: string): boolean {
  const cell = link.closest('td');
  const style = cell ? inlineStyle(cell) : new Map<string, string>();
  if (/[1-9]/.test(style.get('mso-padding-alt') ?? '') || verticalPadding(style) > 0) return true;
  return /<v:(?:round)?rect\b/i.test(html) && inlineStyle(link).get('mso-hide') === 'all';
}

/** Of one line of text in its padding, in px. */
function heightOf(link: Element): number {
  const style = inlineStyle(link);
  const size = parseFloat(style.get('font-size') ?? '16');
  const written = style.get('line-height') ?? 'normal';
  const factor = written.endsWith('%') ? parseFloat(written) / 100 : parseFloat(written);
  const line = written.endsWith('px') ? parseFloat(written) : size * (factor || 1.2);
  return Math.round((line + verticalPadding(style)) * 10) / 10;
}
