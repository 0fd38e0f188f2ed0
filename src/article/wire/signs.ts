/** The signs in front of list items and key points: bullets, numbers, letters, emoji. */
import type { Line } from './lines.ts';

export interface Sign {
  /** 'bullet' always starts an item; a 'dash' can start a spoken line as well. */
  readonly kind: 'bullet' | 'dash' | 'number';
  /** The number of a numbered item. */
  readonly number?: number;
  /** The item without its sign. */
  readonly text: string;
}

const SURE = /^(?:[•‣◦▪●∙■►➤✓✔・❖◆◇○□▫⁃➢▶\uf0b7][\ufe0e\ufe0f\u200b\s]*|[*·]\s+|[+-]\s+)(?=\S)/u;
const DASH = /^(?:[–—―−‐‑]|--)\s*(?=\S)/u;
/** Signs that are an item only in company: emoji, arrows, "o ", "*Word", "-Word", "|| ". */
const SYMBOL =
  /^(?:(?:[\p{So}➔→←⇒»›★☆✦❯⦿◉~§¶†]|[\u{1f000}-\u{1faff}])[\ufe0e\ufe0f\u200d\p{Mn}\p{Sk}]*\s*|o\s+(?=[\p{Lu}\p{N}"“])|[*-](?=[\p{Lu}\p{Lo}"“$\d])(?![^*]{0,80}\*)|(?:[^\p{L}\p{N}\s"“”'‘’«»„(¿¡$€£@#&[\]{}<>,;:*-]|\*\*)[^\p{L}\p{N}\s"“”'‘’«„($€£#]{0,2}\s+(?=\S))(?=\S)/u;
const NUMBER =
  /^(?:[(（]?(\d{1,2}|[０-９]{1,2})(?:[.)）．。、:：/](?!\d)|\s(?=[\p{Lu}"“])|\s[-–—]\s|\ufe0f?\u20e3)\s*|(?:No\.|Nr\.|#)\s?(\d{1,2})[.:)]?\s+)(?=\S)/u;
const CIRCLED = /^([①-⑳❶-❿])\s*(?=\S)/u;
const LETTER = /^[(（]?([a-hA-H])[.)）]\s+(?=\S)/u;
const ROMAN = /^[(（]?(i{1,3}|iv|v|vi{1,3}|ix|x|I{1,3}|IV|V|VI{1,3}|IX|X)[.)）]\s+(?=\S)/u;
const HAN = /^[(（]?([一二三四五六七八九十])[、.．)）]\s*(?=\S)/u;
const ROMANS = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];
/** Lines between two items of one sequence, at most: an item can be wrapped. */
const FAR = 8;

/** Returns the sign of each line; undefined for a line that starts no item. */
export function readSigns(lines: readonly Line[]): readonly (Sign | undefined)[] {
  const found: (Sign | undefined)[] = lines.map(({ text, keep }) =>
    keep ? undefined : ownSign(text),
  );
  markCompanions(lines, found);
  markSequences(lines, found);
  return found;
}

function ownSign(text: string): Sign | undefined {
  const sure = SURE.exec(text)?.[0];
  if (sure !== undefined) return { kind: 'bullet', text: text.slice(sure.length) };
  const dash = DASH.exec(text)?.[0];
  return dash === undefined ? undefined : { kind: 'dash', text: text.slice(dash.length) };
}

/** Marks lines whose sign counts only because another line close by begins with it as well. */
function markCompanions(lines: readonly Line[], found: (Sign | undefined)[]): void {
  const last = new Map<string, number>();
  for (const [index, { text, keep }] of lines.entries()) {
    if (found[index] !== undefined || keep || text.slice(0, 200).includes(' | ')) continue;
    const sign = SYMBOL.exec(text)?.[0];
    if (sign === undefined) continue;
    const mark = sign.trim();
    const before = last.get(mark);
    if (before !== undefined && isClose(lines[before], lines[index])) {
      for (const at of [before, index])
        found[at] = {
          kind: 'bullet',
          text: (lines[at]?.text ?? '').slice(mark.length).trimStart(),
        };
    }
    last.set(mark, index);
  }
}

interface Numbered {
  readonly system: string;
  readonly number: number;
  readonly length: number;
}

/** Marks numbered and lettered lines, if at least two follow each other: 1., 2. or a), b). */
function markSequences(lines: readonly Line[], found: (Sign | undefined)[]): void {
  const last = new Map<string, { readonly index: number; readonly number: number }>();
  for (const [index, { text, keep }] of lines.entries()) {
    if (found[index] !== undefined || keep) continue;
    for (const { system, number } of numbersOf(text)) {
      const before = last.get(system);
      if (before?.number === number - 1 && isClose(lines[before.index], lines[index])) {
        mark(before.index, before.number, system);
        mark(index, number, system);
      }
      last.set(system, { index, number });
    }
  }
  function mark(at: number, number: number, system: string) {
    const text = lines[at]?.text ?? '';
    const length = numbersOf(text).find((each) => each.system === system)?.length ?? 0;
    found[at] = { kind: 'number', number, text: text.slice(length) };
  }
}

function numbersOf(text: string): readonly Numbered[] {
  const number = NUMBER.exec(text);
  if (number) {
    const value = Number((number[1] ?? number[2] ?? '').normalize('NFKC'));
    return [{ system: 'number', number: value, length: number[0].length }];
  }
  const circled = CIRCLED.exec(text);
  if (circled?.[1] !== undefined) {
    const code = circled[1].codePointAt(0) ?? 0;
    const value = code >= 0x2776 ? code - 0x2775 : code - 0x245f;
    return [{ system: 'circled', number: value, length: circled[0].length }];
  }
  const han = HAN.exec(text);
  if (han?.[1] !== undefined)
    return [
      { system: 'han', number: '一二三四五六七八九十'.indexOf(han[1]) + 1, length: han[0].length },
    ];
  const roman = ROMAN.exec(text);
  const letter = LETTER.exec(text);
  return [
    ...(roman?.[1] === undefined
      ? []
      : [
          {
            system: 'roman',
            number: ROMANS.indexOf(roman[1].toLowerCase()) + 1,
            length: roman[0].length,
          },
        ]),
    ...(letter?.[1] === undefined
      ? []
      : [
          {
            system: 'letter',
            number: letter[1].toLowerCase().charCodeAt(0) - 96,
            length: letter[0].length,
          },
        ]),
  ];
}

function isClose(line: Line | undefined, next: Line | undefined): boolean {
  return line !== undefined && next !== undefined && next.line - line.last <= FAR;
}
