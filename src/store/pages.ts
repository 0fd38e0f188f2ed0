/** How many rows a page has: enough for speed, few enough to keep memory flat. */
export const PAGE_SIZE = 1000;

/** Reads rows page by page, each page after the last row's place, until a page is empty. */
export async function* inPages<Row>(
  read: (after: number) => Promise<readonly Row[]>,
  placeOf: (row: Row) => number,
): AsyncGenerator<Row> {
  for (let after = 0; ;) {
    const rows = await read(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = placeOf(last);
  }
}
