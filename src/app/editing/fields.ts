import { FIELD_NAMES, type FieldName, type Fields } from '../../studio/writing.ts';
import { frontKeys, withKey, type FrontKey } from './front-matter-keys.ts';

/** Returns what YAML sets, as a person types it; undefined if it can't be understood. */
export function fieldsOf(yaml: string): Fields | undefined {
  const found = frontKeys(yaml);
  if (!found) return undefined;
  const entries = FIELD_NAMES.map((name) => [name, shown(name, found.keys.get(name))] as const);
  return entries.every(([, text]) => text !== undefined)
    ? (Object.fromEntries(entries) as Fields)
    : undefined;
}

/** Returns a value as a person types it; undefined if it is not of the form that its key wants. */
function shown(name: FieldName, key: FrontKey | undefined): string | undefined {
  const value = key === undefined ? '' : key.value;
  if (value === undefined || typeof value === 'string') return value && oneLine(value);
  return name === 'keyPoints' ? value.map(oneLine).join('\n') : undefined;
}

const LINE_BREAKS = /[\t\n\r\v\f\u0085\u2028\u2029]+/g;

function oneLine(text: string): string {
  return text.toWellFormed().replace(LINE_BREAKS, ' ').trim();
}

/** The pixels of a picture are wrong for another one. */
const OF_THE_IMAGE = ['imageWidth', 'imageHeight'];

/**
 * Returns YAML with some fields changed: an empty one is removed, and one that stays the same is not
 * written again. Undefined if the YAML can't be understood.
 */
export function withFields(yaml: string, fields: Partial<Fields>): string | undefined {
  const before = fieldsOf(yaml);
  if (!before) return undefined;
  const changed = FIELD_NAMES.filter((name) => {
    const given = fields[name];
    return given !== undefined && typed(name, given) !== before[name];
  });
  const names = [...changed, ...(changed.includes('image') ? OF_THE_IMAGE : [])];
  return names.reduce((text, name) => {
    const found = frontKeys(text);
    const value = isField(name) ? valueFor(name, fields[name] ?? '') : undefined;
    return found ? withKey(text, found, name, value, FIELD_NAMES) : text;
  }, yaml);
}

function isField(name: string): name is FieldName {
  return (FIELD_NAMES as readonly string[]).includes(name);
}

/** Returns a text as it is shown again. */
function typed(name: FieldName, text: string): string {
  return name === 'keyPoints' ? lines(text).join('\n') : oneLine(text);
}

function valueFor(name: FieldName, text: string): string | readonly string[] | undefined {
  if (name === 'keyPoints') {
    const points = lines(text);
    if (points.length === 0) return undefined;
    return points.length === 1 && points[0] === 'none' ? 'none' : points;
  }
  const line = oneLine(text);
  return line === '' ? undefined : line;
}

function lines(text: string): readonly string[] {
  return text
    .split(/\r\n|[\n\r]/)
    .map(oneLine)
    .filter((line) => line !== '');
}
