/**
 * The tags of a record such as `v=DKIM1; k=rsa; p=…` by name, the first of each (RFC 6376 3.2);
 * undefined where it is no list of tags.
 */
export function parseTags(record: string): ReadonlyMap<string, string> | undefined {
  const tags = new Map<string, string>();
  for (const part of record.replace(/;\s*$/, '').split(';')) {
    const [, name, value] = /^\s*([A-Za-z][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/s.exec(part) ?? [];
    if (name === undefined || value === undefined) return undefined;
    if (!tags.has(name)) tags.set(name, value);
  }
  return tags;
}
