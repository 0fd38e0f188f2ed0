/** The topics that a reader chose, in one column: `,daily,weekend,`; null for every topic. */

export function toTopics(topics: readonly string[] | null | undefined): string | null {
  if (!topics) return null;
  return `,${[...new Set(topics)].map((topic) => `${topic},`).join('')}`;
}

/** Returns the topics in a column that `toTopics` wrote; undefined for every topic. */
export function fromTopics(column: string | null): readonly string[] | undefined {
  return column === null ? undefined : column.split(',').filter((topic) => topic !== '');
}
