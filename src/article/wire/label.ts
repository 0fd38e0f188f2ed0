/** Labels above key points: "Key Points", "What to know:", "Auf einen Blick", "要点". */
import { normal, phraseFinder, phrasesOf } from './vocabulary.ts';

const LABELS: ReadonlySet<string> = new Set(phrasesOf('keyPoints'));
const findDeterminer = phraseFinder(phrasesOf('determiners'));

/** Returns whether a line is a usual label of key points. */
export function isKeyPointsLabel(text: string): boolean {
  if (text.length > 60) return false;
  const name = normal(text).replace(/^[\p{So}\p{Sk}\ufe0f\s]+|[\p{So}\ufe0f\s?!]+$/gu, '');
  return LABELS.has(name) || LABELS.has(withoutDeterminers(name));
}

function withoutDeterminers(name: string): string {
  let rest = name;
  for (let count = 0; count < 3; count++) {
    const number = /^\d{1,2}\s*/.exec(rest)?.[0];
    const word = number ?? findDeterminer(rest);
    if (word === undefined) break;
    rest = rest.slice(word.length).trimStart();
  }
  return rest;
}
