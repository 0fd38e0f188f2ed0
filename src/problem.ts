import { defined } from './defined.ts';

/**
 * A finding about an edition: a value, with a code and a place.
 * The words of every code stand in one record, so a code without words does not compile.
 */
export type Severity = 'error' | 'warning' | 'note';

/** Where a problem stands: a file of the project, and a line counted from 1 where it is known. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

interface Words {
  readonly severity: Severity;
  readonly title: string;
  readonly remedy: string;
}

const PROBLEMS = {
  'article/too-large': {
    severity: 'error',
    title: 'The article is too large to be one',
    remedy: 'Keep one article in one file, of at most 1 MB.',
  },
  'article/not-utf8': {
    severity: 'error',
    title: 'The file is not UTF-8 text',
    remedy: 'Save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE.',
  },
  'article/control-character': {
    severity: 'error',
    title: 'The text holds a control character',
    remedy: 'Delete it: it cannot be seen, and mail programs stumble over it.',
  },
  'article/empty': {
    severity: 'error',
    title: 'The article is empty',
    remedy: 'Put the headline on the first line and the story below it.',
  },
  'article/no-headline': {
    severity: 'error',
    title: 'The article has no headline',
    remedy:
      'Put the headline on a line of its own above the story, or "headline:" in front matter.',
  },
  'article/no-body': {
    severity: 'error',
    title: 'The article has no story',
    remedy: 'Put the paragraphs of the story below the headline, with an empty line between them.',
  },
  'article/front-matter': {
    severity: 'error',
    title: 'The front matter cannot be understood',
    remedy: 'Write "key: value" lines between two lines of "---"; docs/content.md lists the keys.',
  },
  'edition/name': {
    severity: 'error',
    title: 'The file is not named like an edition',
    remedy: 'Name it by date and words, such as 2023-06-14-blinken-beijing.txt.',
  },
  'edition/subject-cut': {
    severity: 'note',
    title: 'The headline is too long for a subject and was cut',
    remedy: 'Write a shorter one as "subject:" in the front matter.',
  },
  'edition/photo-held-back': {
    severity: 'note',
    title: 'A caption has no picture and is held back',
    remedy: 'Give the picture as "image:" (an https URL) with "alt:" in the front matter.',
  },
  'edition/preheader': {
    severity: 'warning',
    title: 'The preheader has a poor length',
    remedy: 'Write "preheader:" of 40 to 130 characters in the front matter.',
  },
  'template/missing': {
    severity: 'error',
    title: 'A file of the theme is missing',
    remedy: 'Put it back, or choose another theme in broadsheet.config.ts.',
  },
  'template/handlebars': {
    severity: 'error',
    title: 'The template cannot be filled',
    remedy: 'Mend the line named here; docs/templates.md lists what a template may use.',
  },
  'template/mjml': {
    severity: 'error',
    title: 'The template does not make valid MJML',
    remedy: 'Mend the tag named here.',
  },
  'letter/leftover': {
    severity: 'error',
    title: 'Something of the machinery is left in the letter',
    remedy: 'Find it in the article or the template and take it out.',
  },
  'letter/size': {
    severity: 'error',
    title: 'The letter is so long that Gmail clips it',
    remedy: 'Shorten the story, or link to the rest of it.',
  },
  'letter/line-length': {
    severity: 'error',
    title: 'A line of the message is longer than SMTP allows',
    remedy: 'This is a fault of Broadsheet: please report it with the edition.',
  },
  'letter/unsubscribe': {
    severity: 'error',
    title: 'A part of the letter has no way to unsubscribe',
    remedy: 'Put {{unsubscribeUrl}} back into the footer of the theme.',
  },
  'letter/postal-address': {
    severity: 'error',
    title: 'A part of the letter lacks the postal address',
    remedy: 'Put {{postalAddress}} back into the footer of the theme.',
  },
  'letter/story-lost': {
    severity: 'error',
    title: 'A part of the letter lacks some of the article',
    remedy: 'Put the missing field back into the theme.',
  },
} as const satisfies Record<string, Words>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly place?: Place;
  /** What exactly was met, in words that complete the title. */
  readonly detail?: string;
}

/** What a fallible step returns: its value and what was noticed, or the problems that stopped it. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function problem(code: ProblemCode, place?: Place, detail?: string): Problem {
  return { code, severity: PROBLEMS[code].severity, ...defined({ place, detail }) };
}

export function ok<T>(value: T, problems: readonly Problem[] = []): Result<T> {
  return { ok: true, value, problems };
}

export function failed(...problems: readonly Problem[]): {
  ok: false;
  problems: readonly Problem[];
} {
  return { ok: false, problems };
}

/** What was found and how to mend it, in words. */
export function describe({ code, detail }: Problem): { finding: string; remedy: string } {
  const { title, remedy } = PROBLEMS[code];
  return { finding: detail === undefined ? title : `${title}: ${detail}`, remedy };
}
