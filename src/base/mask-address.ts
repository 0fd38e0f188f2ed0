const LOCAL = String.raw`[^\s@"(),:;<>[\\\]\p{C}]`;
/** What stands before an @, from its first character. */
const BEFORE_AT = new RegExp(`(?<!${LOCAL})(?!…@)(${LOCAL})${LOCAL}*@`, 'gu');
const QUOTED_BEFORE_AT = /"[^"]*"(?=@)/g;

/** Returns a text in which every address has become a…@example.com. */
export function maskAddresses(text: string): string {
  if (!text.includes('@')) return text;
  return text.replace(QUOTED_BEFORE_AT, '…').replace(BEFORE_AT, '$1…@');
}

/**
 * Returns what a server or an error said of an address, with every address masked, and where it
 * names this one by its local part alone (user unknown: anna; anna%40example.com), that too.
 */
export function maskQuoted(text: string, address: string): string {
  const masked = maskAddresses(text);
  const local = address.slice(0, address.lastIndexOf('@'));
  const [first = ''] = local;
  // Of a single character the mask itself would show all.
  if (local === first || !masked.toLowerCase().includes(local.toLowerCase())) return masked;
  const word = String.raw`(?<![\p{L}\p{N}@])${RegExp.escape(local)}(?![\p{L}\p{N}])`;
  return masked.replace(new RegExp(word, 'giu'), () => `${first}…`);
}
