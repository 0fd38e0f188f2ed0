/** What an editor does on the pages for pictures, in a studio that the tests of a file share. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { flag } from '../pictures/images.ts';
import { openNewsroom, type Newsroom } from './newsroom.ts';

export const STORY = `---\n# ours\nsection: Politics\n---\n\n# The bill\n\nThe first paragraph.\n\n- One\n- Two\n\nThe last paragraph.\n`;

/** What the form has of the part while nobody touches it. */
export const UNTOUCHED = { shape: 'own', part: '100', x: '50', y: '50' };

/** The page of the pictures of an edition. */
export const pictures = (edition: string) => `/editions/${edition}/pictures/`;

export const photo = () => flag(1600, 1200).jpeg().toBuffer();

type FormFields = Readonly<Record<string, string | File>>;

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string;
}

/** The page that describes a picture, and the fields that its form sends in any case. */
interface Given {
  readonly path: string;
  readonly page: string;
  readonly fields: HiddenFields;
}

export interface PictureHands {
  readonly newsroom: Newsroom;
  /** An edition that no other test has. */
  readonly digest: string;
  /** The file of its lead story. */
  readonly lead: string;
  readonly write: (file: string, content: string | Uint8Array) => void;
  /** Writes two stories into the edition: `STORY` leads. */
  readonly writeDigest: () => void;
  readonly textOf: (file: string) => string;
  readonly filesIn: (folder: string) => readonly string[];
  readonly send: (path: string, fields: FormFields, accept?: string) => Promise<Answer>;
  /** Gives a picture as the page does. */
  readonly give: (edition: string, bytes: Uint8Array, name?: string) => Promise<Given>;
}

type HiddenFields = Readonly<Record<string, string>>;

/** Returns some hidden fields of the form on a page. */
export function hidden(page: string, ...names: readonly string[]): HiddenFields {
  return Object.fromEntries(
    names.map((name) => [
      name,
      new RegExp(`type="hidden" name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '',
    ]),
  );
}

/** Opens a studio for the tests of a file; each test has an edition of its own. */
export function usePictures(): () => PictureHands {
  let newsroom: Newsroom;
  let count = 0;
  beforeAll(async () => {
    newsroom = await openNewsroom();
  });
  afterAll(() => newsroom.close());
  beforeEach(() => {
    count += 1;
  });
  return () => handsOf(newsroom, `2023-06-13-digest-${count}`);
}

function handsOf(newsroom: Newsroom, digest: string): PictureHands {
  const lead = `content/${digest}/1-lead.md`;
  const write = (file: string, content: string | Uint8Array) => {
    mkdirSync(dirname(newsroom.path(file)), { recursive: true });
    writeFileSync(newsroom.path(file), content);
  };
  const send: PictureHands['send'] = async (path, fields, accept = 'text/html') => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const answer = await newsroom.app.request(`http://localhost${path}`, {
      method: 'POST',
      headers: { host: 'localhost', origin: 'http://localhost', accept },
      body,
    });
    const { status, headers } = answer;
    return { status, text: await answer.text(), location: headers.get('location') ?? '' };
  };
  return {
    newsroom,
    digest,
    lead,
    write,
    writeDigest: () => {
      write(lead, STORY);
      write(`content/${digest}/2-next.md`, '# The next\n\nAnother story.\n');
    },
    textOf: (file) => readFileSync(newsroom.path(file), 'utf8'),
    filesIn: (folder) => readdirSync(newsroom.path(folder)).sort(),
    send,
    give: async (edition, bytes, name = 'Photo Nº 1.JPG') => {
      const file = new File([new Uint8Array(bytes)], name);
      const given = await send(`${pictures(edition)}upload?story=0`, { file });
      expect(given.status, given.text).toBe(303);
      const path = pictures(edition) + given.location;
      const page = (await newsroom.get(path)).text;
      return { path, page, fields: { do: 'place', ...hidden(page, 'file', 'base') } };
    },
  };
}
