import { parseDocument, type Document, type LineCounter } from 'yaml';

/**
 * Parses the YAML of front matter, with every scalar as a text and faults among its errors; a key may
 * occur twice. Returns undefined where it is nested too deeply to read.
 */
export function parseYaml(yaml: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    // The library compares each key with each other; duplicateKeys does not.
    return parseDocument(yaml, {
      lineCounter,
      prettyErrors: false,
      uniqueKeys: false,
      schema: 'failsafe',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
