/** Reads every page that links lead to. */

/** Yields the paths and texts of pages, from some paths on; `get` returns '' for what is no page. */
export async function* pagesOf(
  get: (path: string) => Promise<string>,
  from: readonly string[],
): AsyncGenerator<readonly [path: string, text: string]> {
  const paths = new Set(from);
  for (const path of paths) {
    if (!path.endsWith('/')) continue;
    const text = await get(path);
    if (text === '') continue;
    yield [path, text];
    for (const next of linksOf(text, path)) paths.add(next);
  }
}

function linksOf(text: string, from: string): readonly string[] {
  return Array.from(text.matchAll(/<a\s[^>]*?href="([^"#]+)"/g), ([, link = '']) =>
    URL.parse(link.replaceAll('&amp;', '&'), `http://localhost${from}`),
  ).flatMap((url) => (url?.origin === 'http://localhost' ? [url.pathname] : []));
}
