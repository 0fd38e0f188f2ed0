/** Whole articles in Markdown, with their right answers. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { articleFacts } from '../../../src/app/new/facts.ts';
import { parseArticle } from '../../../src/article/parse.ts';
import { value } from '../read.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/sources/markdown');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.md'));

describe('an article in Markdown', () => {
  test.each(files)('%s has the parts of its answer', (file) => {
    const { article, leftOut } = value(parseArticle(readFileSync(join(FOLDER, file)), file));
    const answer: unknown = JSON.parse(readFileSync(join(FOLDER, `${file}.json`), 'utf8'));
    expect({ ...articleFacts(article), leftOut }).toEqual(answer);
  });
});
