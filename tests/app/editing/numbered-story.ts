/** A story that is its number in each line: one that was written in part shows. */
export function storyOf(number: number, lines: number): string {
  return `# The story\n\n${`${number}\n`.repeat(lines)}`;
}

/** Returns the number of a story. Throws where it is not whole. */
export function numberIn(story: string, lines?: number): number {
  const [, , ...numbers] = story.trimEnd().split('\n');
  const [first = ''] = numbers;
  const isWhole =
    numbers.every((each) => each === first) && (lines === undefined || numbers.length === lines);
  if (!isWhole)
    throw new Error(`Not whole: ${numbers.length} lines, ${new Set(numbers).size} numbers.`);
  return Number(first);
}
