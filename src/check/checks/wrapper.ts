import { problem, type ProblemDetails } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { foldSpaces } from '../letter-text.ts';

/** The lowest maximum-scale that still lets readers zoom enough. */
const ZOOM = 2;

/**
 * The body has a child with role="article" that identifies it as an email and names it
 * (email-html.md A11), and readers can zoom.
 */
export const checkWrapper: Check = ({ document, edition, themeFolder }) => {
  const place = { file: themeFolder };
  const faults = [...wrapperFaults(document, edition.subject), ...zoomFaults(document)];
  return faults.map((fault) => problem('html/wrapper', place, fault));
};

function wrapperFaults({ body }: Document, subject: string): readonly ProblemDetails[] {
  const wrapper = Array.from(body.children).find(
    (element) => element.getAttribute('role') === 'article',
  );
  if (!wrapper) return [{ detail: 'no role="article" directly in <body>' }];
  const expected = { 'aria-roledescription': 'email', 'aria-label': foldSpaces(subject) };
  return Object.entries(expected).flatMap(([name, value]) => {
    const actual = foldSpaces(wrapper.getAttribute(name) ?? '');
    if (actual === value) return [];
    return [{ detail: name, actual: `"${actual}"`, expected: `"${value}"` }];
  });
}

function zoomFaults(document: Document): readonly ProblemDetails[] {
  const content = document.querySelector('meta[name="viewport"]')?.getAttribute('content') ?? '';
  const largest = /maximum-scale\s*=\s*([\d.]+)/i.exec(content)?.[1];
  const fixed = /user-scalable\s*=\s*(?:no|0)\b/i.test(content);
  if (!fixed && (largest === undefined || Number(largest) >= ZOOM)) return [];
  return [{ detail: `viewport "${content}" prevents zooming` }];
}
