/** Colours and marks. Styles are removed later if a line is not written to a terminal. */
import { styleText } from 'node:util';

const MARKS = {
  done: ['green', '✓'],
  error: ['red', '✗'],
  warning: ['yellow', '!'],
  note: ['cyan', '·'],
} as const;

export type Mark = keyof typeof MARKS;

type TextStyle = Parameters<typeof styleText>[0];

/** Returns a text in a style, whatever it will be written to. */
export function styled(style: TextStyle, text: string): string {
  return styleText(style, text, { validateStream: false });
}

/** Returns a line that starts with a mark. */
export function marked(mark: Mark, text: string): string {
  const [color, sign] = MARKS[mark];
  return `${styled(color, sign)} ${text}`;
}

/** Returns a line without the styles that `styled` gave it. */
export function unstyled(line: string): string {
  // eslint-disable-next-line no-control-regex -- what is looked for is a control character
  return line.replace(/\u001b\[\d+m/g, '');
}
