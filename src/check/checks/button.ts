import { problem } from '../../base/problem.ts';
import { inlineStyle } from '../../css/declarations.ts';
import type { Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

/** In px. */
const BUTTON_HEIGHT = 44;

/**
 * A button is a link with text, is high enough to tap, and has padding on its cell for Outlook, which
 * ignores the padding of a link (email-html.md C4).
 */
export const checkButton: Check = ({ document, html, themeFolder }) => {
  const place = { file: themeFolder };
  const controls = Array.from(
    document.querySelectorAll('button, input[type="button"], input[type="submit"]'),
  ).map((control) =>
    problem('html/button', place, { detail: 'it is not a link', element: elementTag(control) }),
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

/** Whether it is a padded box with a background or a border. */
function looksLikeButton(link: Element): boolean {
  if (link.getAttribute('role') === 'button') return true;
  const style = inlineStyle(link);
  if (!/^(?:inline-)?block$/.test(style.get('display') ?? '')) return false;
  if (verticalPadding(style) === 0) return false;
  const cell = link.closest('td');
  return [style, ...(cell ? [inlineStyle(cell)] : [])].some(isDrawn);
}

function isDrawn(style: ReadonlyMap<string, string>): boolean {
  const background = style.get('background-color') ?? 'transparent';
  const border = style.get('border') ?? 'none';
  return !/^(?:transparent|none)\b/.test(background) || !/^(?:none|0)/.test(border);
}

interface Fault {
  readonly detail: string;
  readonly actual?: string;
  readonly expected?: string;
}

function faultsOf(link: Element, html: string): readonly Fault[] {
  const faults: Fault[] = [];
  if ((link.getAttribute('href') ?? '') === '') faults.push({ detail: 'it has no href' });
  if (link.textContent.trim() === '') faults.push({ detail: 'it has no text' });
  if (!hasOutlookPadding(link, html)) faults.push({ detail: 'no padding for Outlook around it' });
  const height = heightOf(link);
  if (height < BUTTON_HEIGHT)
    faults.push({ detail: 'height', actual: `${height} px`, expected: `${BUTTON_HEIGHT} px` });
  return faults;
}

/** Whether its cell has padding, or VML draws the button for Outlook. */
function hasOutlookPadding(link: Element, html: string): boolean {
  const cell = link.closest('td');
  const style = cell ? inlineStyle(cell) : new Map<string, string>();
  if (/[1-9]/.test(style.get('mso-padding-alt') ?? '') || verticalPadding(style) > 0) return true;
  return /<v:(?:round)?rect\b/i.test(html) && inlineStyle(link).get('mso-hide') === 'all';
}

/** The height in px of one line of text with its padding. */
function heightOf(link: Element): number {
  const style = inlineStyle(link);
  const size = parseFloat(style.get('font-size') ?? '16');
  const written = style.get('line-height') ?? 'normal';
  const factor = written.endsWith('%') ? parseFloat(written) / 100 : parseFloat(written);
  const line = written.endsWith('px') ? parseFloat(written) : size * (factor || 1.2);
  return Math.round((line + verticalPadding(style)) * 10) / 10;
}

/** The padding above and below in px; other units count as 0. */
function verticalPadding(style: ReadonlyMap<string, string>): number {
  const [top = '', , bottom = top] = (style.get('padding') ?? '').split(/\s+/);
  return pixels(style.get('padding-top') ?? top) + pixels(style.get('padding-bottom') ?? bottom);
}

function pixels(length: string): number {
  return /^[\d.]+px$/i.test(length) ? parseFloat(length) : 0;
}
