/** The content between `<!--[if …]>` and its `<![endif]-->`. */
export interface ConditionalComment {
  readonly condition: string;
  readonly content: string;
  /** Written as `<!--[if …]><!-->`: all programs except Outlook show the content. */
  readonly revealed: boolean;
}

export interface ConditionalComments {
  readonly comments: readonly ConditionalComment[];
  /** What is wrong with the markers, in English. */
  readonly faults: readonly string[];
}

const MARKER = /<!--\[if ([^\]]*)\]>(<!-->|-->)?|(<!--\s*)?<!\[endif\]-->/g;

interface Open {
  readonly condition: string;
  readonly revealed: boolean;
  readonly marker: string;
  readonly end: number;
}

/** Finds Outlook's conditional comments, in order, and markers without their pair. */
export function conditionalComments(html: string): ConditionalComments {
  const comments: ConditionalComment[] = [];
  const faults: string[] = [];
  let open: Open | undefined;
  for (const match of html.matchAll(MARKER)) {
    const [marker, condition, reveal, revealedEnd] = match;
    const end = match.index + marker.length;
    if (condition !== undefined) {
      if (open) faults.push(`${open.marker} is not closed before ${marker}`);
      open = { condition, marker, end, revealed: reveal !== undefined };
    } else if (!open) {
      faults.push(`${marker} has no start`);
    } else {
      const { revealed } = open;
      const content = html.slice(open.end, match.index);
      faults.push(...faultsInside(open, content, marker, revealedEnd !== undefined));
      comments.push({ condition: open.condition, content, revealed });
      open = undefined;
    }
  }
  if (open) faults.push(`${open.marker} is not closed`);
  return { comments, faults };
}

function faultsInside(open: Open, content: string, closer: string, revealedEnd: boolean) {
  if (open.revealed !== revealedEnd) return [`${open.marker} is closed by ${closer}`];
  if (!open.revealed && content.includes('-->')) return [`${open.marker} is ended early by "-->"`];
  return [];
}

/**
 * Returns what only Outlook shows, joined: a table starts in one comment and ends in a later one.
 */
export function outlookOnly(comments: readonly ConditionalComment[]): string {
  return comments
    .filter(({ condition, revealed }) => !revealed && !condition.includes('!'))
    .map(({ content }) => content)
    .join('');
}
